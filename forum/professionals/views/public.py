"""What everybody may see: who is verified in which field, and the dossier behind a standing."""

from collections.abc import Callable
from typing import Any

from flask import Response, current_app, render_template, request

from forum.accounts import queries as accounts
from forum.accounts.types import STANDING_WORDS, ClaimKind, ShownStanding
from forum.city import queries as city
from forum.kernel import clock, records
from forum.kernel.access import current_actor, requires
from forum.kernel.errors import NotFound
from forum.kernel.hashing import same
from forum.kernel.i18n import chosen, date, gettext, month
from forum.kernel.text import trusted
from forum.kernel.web import conditional
from forum.professionals.actions import keeping
from forum.professionals.blueprint import professionals
from forum.professionals.evidence import ELSEWHERE_LASTS, ELSEWHERE_NAMES, METHOD_NAMES, refusal_to_vouch
from forum.professionals.keys import invitation
from forum.professionals.queries import claims, network, people, standing
from forum.professionals.sections import SECTIONS, may_see
from forum.professionals.types import KIND_NAMES, STATE_NAMES, Contribution, Finding, State


@professionals.get("/professionals")
@requires("professionals.see")
def listing() -> str:
    """List people of whom something was checked that holds now, by field and words."""
    conditional(records.clock())
    fields, districts = claims.fields(chosen()), city.districts(chosen())
    field = next((f for f in fields if f.slug == request.args.get("field")), None)
    district = next((d for d in districts if d.slug == request.args.get("district")), None)
    kind = request.args.get("kind", "") if request.args.get("kind") in set(ClaimKind) else ""
    words, text = request.args.get("q", "").strip()[:100], request.args.get("after", "")
    finding = Finding(field.id if field else None, district.id if district else None, kind, words)
    ids = people.verified(finding, after=int(text) if text.isdecimal() and len(text) < 16 else 0, now=clock.now())
    more = ids[people.PAGE - 1] if len(ids) > people.PAGE else None
    ids = ids[: people.PAGE]
    authors = accounts.authors_for(ids) if ids else {}
    return render_template("professionals/listing.html", fields=fields, field=field, districts=districts, district=district, kind=kind, words=words, KIND_NAMES=KIND_NAMES,
                           authors=[authors[i] for i in ids], profiles=people.profiles(ids) if ids else {}, more=more)  # fmt: skip


@professionals.get("/professionals/photos/<int:person_id>.jpg")
@requires("professionals.see")
def portrait(person_id: int) -> Response:
    """Send the photo of a professional's page: to everybody when the page is public, else to its owner."""
    found = people.profile(person_id)
    if found is None or found.photo_key is None:
        raise NotFound
    public = accounts.person(person_id).is_public
    if not public and current_actor().person != person_id:
        raise NotFound
    return Response(keeping.read_photo(found.photo_key), content_type="image/jpeg", headers={"Cache-Control": "public, max-age=3600" if public else "private, no-store"})


@professionals.get("/professionals/dossiers/<int:claim_id>")
@requires("professionals.see")
def dossier(claim_id: int) -> str:
    """Show what was checked, how, by whom, until when. What was never approved is for its owner, reviewers and who may vouch."""
    row, actor, now = claims.claim(claim_id), current_actor(), clock.now()
    author = accounts.authors_for([row.person_id])[row.person_id]
    decisions = [d for d in claims.decisions(claim_id) if d.outcome in {"approved", "revoked"}]
    is_shown = any(s.claim_id == claim_id for s in author.standings)
    refusal = refusal_to_vouch(standing.voucher(actor.person, claimant_id=row.person_id, now=now), claimant_id=row.person_id, field_id=row.field_id) if actor.person else ""
    asked = same(request.args.get("invite", ""), invitation(claim_id))  # whoever was given the address, not whoever counts through the numbers
    may_vouch = asked and refusal is None and row.state in {State.OPEN, State.WAITING, State.NEEDS_INFO}
    if author.handle is None or row.state == State.WITHDRAWN or not (is_shown or may_vouch or (decisions and row.state in {State.EXPIRED, State.REVOKED, State.APPROVED})):
        raise NotFound
    evidence = [e for e in claims.evidence_of(claim_id) if e.is_counted]
    field = next((f for f in claims.fields(chosen()) if f.id == row.field_id), None)
    return render_template("professionals/dossier.html", claim=row, author=author, decisions=decisions, evidence=evidence, is_shown=is_shown, may_vouch=may_vouch, field=field, body=claims.body(row.body_id) if row.body_id else None,
                           METHOD_NAMES=METHOD_NAMES, KIND_NAMES=KIND_NAMES, STATE_NAMES=STATE_NAMES, State=State, now=now,
                           elsewhere=accounts.verified_elsewhere(row.person_id, now - ELSEWHERE_LASTS), ELSEWHERE_NAMES=ELSEWHERE_NAMES)  # fmt: skip


def page_parts(person_id: int) -> dict[str, Any]:
    """Return what a person's public page shows of their professional one."""
    found, actor = people.profile(person_id), current_actor()
    is_own = actor.person == person_id
    sections = (found.sections if found else {}).items()
    district = next((d.name for d in city.districts(chosen()) if found and d.id == found.district_id), "")
    count: Callable[[int], list[Contribution]] = current_app.extensions["forum.contributions"]
    return {"headline": found.headline if found else "", "has_photo": found is not None and found.photo_key is not None, "district": district, "tie": network.tie(actor.person, person_id),
            "connections": network.count_connected(person_id), "shared": network.shared(actor.person, person_id), "contributions": count(person_id),
            "sections": [(SECTIONS[n], trusted(s["html"])) for n, s in sections if n in SECTIONS and may_see(s["visible"], is_own=is_own, is_signed_in=actor.is_signed_in)]}  # fmt: skip


def standing_line(shown: ShownStanding) -> str:
    """Say a standing in words, in the reader's language."""
    return gettext(STANDING_WORDS[shown.kind]) % {"title": shown.title, "body": shown.body, "checked": date(shown.checked_at), "until": month(shown.valid_until)}

