"""The page of a proposal, its history and what changed."""

from collections.abc import Sequence
from typing import Any

from flask import Response, current_app, render_template, request

from forum.accounts import queries as accounts
from forum.city import queries as city
from forum.discussions.queries import threads
from forum.discussions.types import STANCE_NAMES
from forum.kernel import clock, records
from forum.kernel.access import current_actor, requires
from forum.kernel.errors import NotFound
from forum.kernel.i18n import chosen
from forum.kernel.text import trusted
from forum.kernel.web import conditional, see_other
from forum.kernel.words import N_
from forum.notifications import queries as notifications
from forum.notifications.types import FOLLOW_NAMES
from forum.professionals.types import Contribution
from forum.proposals import diffs, lifecycle, support
from forum.proposals.actions import endorsing, merging
from forum.proposals.blueprint import proposals
from forum.proposals.content import SECTIONS
from forum.proposals.queries import amendments, contributions, reading, standing
from forum.proposals.types import KIND_NAMES, LEVEL_NAMES, STAGE_NAMES, SUBJECT, Kind, Outcome, Part, Stage, StageMove
from forum.proposals.views import naming


@proposals.get("/proposals/<int:number>")
@requires("proposals.see")
def page(number: int) -> str | Response:
    """Show a proposal; one that was joined with another leads there, and a draft to its authors' desk."""
    state = reading.state(number)
    if state.stage == Stage.DRAFT:
        if standing.is_author(number, current_actor().person):
            return see_other("proposals.write", number=number)
        raise NotFound
    if state.merged_into_id is not None and request.args.get("stay") != "1":
        return see_other("proposals.page", number=state.merged_into_id, joined=number)
    now = clock.now()
    conditional(*state)
    row = reading.public(number)
    version = reading.version(number, row.version_number)
    people = [p for p in reading.people(number) if p.accepted_at is not None]
    changes = amendments.amendments(number, version.content, outcome=Outcome.OPEN)
    steps = reading.steps(number)
    talk = threads.thread(SUBJECT, number)
    voices = threads.strongest_of_each(talk.id) if talk.comments else {}
    authors = accounts.authors_for([*(p.person_id for p in people), version.author_id, *(a.author_id for a in changes[:3]), *(c.author_id for cs in voices.values() for c in cs)])
    topics = naming.topics()
    return render_template(
        "proposals/page.html", row=row, version=version, now=now, authors=authors, changes=changes, joined=_joined(number),
        writers=[authors[p.person_id] for p in people if p.part != Part.COSIGNER], signers=[(authors[p.person_id], p.interest) for p in people if p.part == Part.COSIGNER],
        topics=[topics[t] for t in reading.topic_ids(number) if t in topics], all_topics=topics.values(), district=_district(row), line=lifecycle.line(Stage(row.stage), tuple(s.stage for s in steps)),
        steps=steps, next_words=lifecycle.what_next(Stage(row.stage), Kind(row.kind)), dates={s.stage: s.at for s in steps}, progress=support.progress(row.support, row.threshold, reached=row.reached_at is not None, is_open=row.stage == Stage.OPEN),
        votes=_votes(number, steps), before_council=_before_council(number, steps), merged=reading.merged_here(number), talk=talk, voices=voices, trusted=trusted, STANCE_NAMES=STANCE_NAMES, **body_of(row, version), **_of_reader(row, now), STAGE_NAMES=STAGE_NAMES, KIND_NAMES=KIND_NAMES, LEVEL_NAMES=LEVEL_NAMES,
        FOLLOW_NAMES=FOLLOW_NAMES, SECTION_TITLES={s.name: s.title for s in SECTIONS[Kind(row.kind)]},
    )  # fmt: skip


def _votes(number: int, steps: Sequence[StageMove]) -> list[tuple[str, str]]:
    """Return the votes this proposal was an option of: asked only when it has ever been on a ballot."""
    if not any(s.stage is Stage.ON_BALLOT for s in steps):
        return []
    found: list[tuple[str, str]] = current_app.extensions["forum.proposal_votes"]([number]).get(number, [])
    return found


def _before_council(number: int, steps: Sequence[StageMove]) -> Any:
    """Return the council's case of this proposal, where it stands in words, and whether it is answered: asked only when it has ever been under review."""
    return current_app.extensions["forum.proposal_case"](number) if any(s.stage is Stage.UNDER_REVIEW for s in steps) else None


def body_of(row: reading.ProposalRow, version: reading.VersionRow) -> dict[str, Any]:
    """Return a version's sections and photos as the page shows them."""
    photos = version.content.get("photos") or []
    sections: list[tuple[Any, Any, str]] = []
    for s in SECTIONS[Kind(row.kind)]:
        if s.options:
            words = dict(s.options).get(version.content.get(s.name, ""), "")
            if version.content.get(s.name):
                sections.append((s, None, words))
        elif s.name in version.html:
            sections.append((s, trusted(version.html[s.name]), ""))
    return {"sections": sections, "photos": photos, "sizes": reading.photo_sizes(tuple(p["id"] for p in photos))}


def _of_reader(row: reading.ProposalRow, now: Any) -> dict[str, Any]:
    actor = current_actor()
    own = standing.participation(row.id, actor.person) if actor.is_signed_in else None
    mine = standing.endorsement(row.id, actor.person) if actor.is_signed_in else None
    return {
        "endorsement": mine,
        "refusal": None if mine else endorsing.refusal_to_endorse(row, actor=actor, now=now),
        "is_author": own is not None and own.accepted_at is not None and own.part != Part.COSIGNER,
        "invitation": own if own is not None and own.accepted_at is None else None,
        "followed": notifications.follow_level(actor.person, SUBJECT, row.id) if actor.is_signed_in else None,
        "can_restore": row.stage == Stage.WITHDRAWN and now - row.stage_at <= support.UNDO_FOR and (row.reached_at is not None or row.closes_at is None or row.closes_at > now),
        "can_change": row.stage in lifecycle.CHANGEABLE,
    }


def _joined(here: int) -> tuple[int, str] | None:
    number = request.args.get("joined", "")
    if not number.isdecimal() or len(number) > 15:
        return None
    title = reading.titles({int(number)}).get(int(number))
    return (int(number), title) if title and merging.final_target(int(number)) == here != int(number) else None


def _district(row: reading.ProposalRow) -> str:
    if row.district_id is None:
        return ""
    return naming.districts().get(row.district_id) or city.district_names([row.district_id], chosen()).get(row.district_id, "")


@proposals.get("/proposals/<int:number>/versions")
@requires("proposals.see")
def versions(number: int) -> str:
    """Show the history."""
    row = reading.public(number)
    conditional(row.touched_at, records.clock())
    found = reading.versions(number)
    leaders = {c: v.author_id for c, v in threads.views([c for v in found for c in v.led_by]).items()}
    authors = accounts.authors_for([v.author_id for v in found] + [c for v in found for c in v.credits] + list(leaders.values()))
    return render_template("proposals/versions.html", row=row, versions=found, authors=authors, leaders=leaders, steps=reading.steps(number), STAGE_NAMES=STAGE_NAMES)


@proposals.get("/proposals/<int:number>/versions/<int:version_number>")
@requires("proposals.see")
def version(number: int, version_number: int) -> str:
    """Show one version as it was published."""
    row = reading.public(number)
    conditional(version_number, row.version_number, records.clock())
    found = reading.version(number, version_number)
    return render_template("proposals/version.html", row=row, version=found, authors=accounts.authors_for([found.author_id]), **body_of(row, found))


@proposals.get("/proposals/<int:number>/changes")
@requires("proposals.see")
def changes(number: int) -> str:
    """Show what changed between two versions, inline or side by side."""
    row = reading.public(number)
    conditional(row.version_number, records.clock())
    to = _number("to", row.version_number, row.version_number)
    since = _number("from", max(1, to - 1), row.version_number)
    old, new = reading.version(number, since), reading.version(number, to)
    beside = request.args.get("view") == "beside"
    found = [(N_("Title"), old.title, new.title)] if old.title != new.title else []
    for s in SECTIONS[Kind(row.kind)]:
        before, after = str(old.content.get(s.name, "")), str(new.content.get(s.name, ""))
        if before != after:
            words = dict(s.options)
            found.append((s.title, words.get(before, before), words.get(after, after)))
    found += [(title, a, b) for title, a, b in ((N_("A place"), _place(old), _place(new)), (N_("Photos"), _photos(old), _photos(new))) if a != b]
    shown = [(title, diffs.side_by_side(a, b) if beside else diffs.inline(a, b)) for title, a, b in found]
    return render_template("proposals/changes.html", row=row, old=old, new=new, shown=shown, beside=beside, numbers=range(1, row.version_number + 1),
                           authors=accounts.authors_for([new.author_id]))  # fmt: skip


def _place(version: reading.VersionRow) -> str:
    place = version.content.get("place") or {}
    return " ".join(str(place[k]) for k in ("name", "latitude", "longitude") if place.get(k))


def _photos(version: reading.VersionRow) -> str:
    return "\n\n".join(p["alt"] for p in version.content.get("photos") or [])


def _number(name: str, usual: int, most: int) -> int:
    text = request.args.get(name, "")
    return min(max(int(text), 1), most) if text.isdecimal() and len(text) < 9 else usual


def contributed(person_id: int) -> list[Contribution]:
    """Return what somebody contributed, by topic, the most first: for the page of a person."""
    names = naming.topics()
    found = [Contribution(names[topic].name, *counts) for topic, counts in contributions.by_topic(person_id).items() if topic in names]
    return sorted(found, key=lambda c: (-c.proposals, -c.amendments - c.comments, c.topic))
