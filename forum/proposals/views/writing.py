"""Writing a proposal: title, similar ones, text; with the draft saved all along. The check and the publication are `publishing`'s."""

import json
from typing import Any

from flask import Response, g, make_response, render_template, request, url_for

from forum.accounts import queries as accounts
from forum.kernel import clock
from forum.kernel.access import current_actor, requires
from forum.kernel.errors import Invalid, NotFound
from forum.kernel.forms import options
from forum.kernel.i18n import clock_time, say
from forum.kernel.ids import new_public_id
from forum.kernel.rules import Role
from forum.kernel.text import one_line, render, trusted
from forum.kernel.web import limiter, see_other, writes, writes_even_refused
from forum.kernel.words import N_, sentence
from forum.proposals import content as contents
from forum.proposals import diffs, support
from forum.proposals.actions import drafting
from forum.proposals.blueprint import proposals
from forum.proposals.content import SECTIONS, Content
from forum.proposals.forms import PhotoForm, TextForm, TitleForm, text_form
from forum.proposals.queries import listing, reading, standing, writing
from forum.proposals.types import KIND_ICONS, KIND_LINES, KIND_NAMES, SUBJECT, Kind, Saved, Stage
from forum.proposals.views import naming
from forum.search import queries as search

STEPS = (N_("Title"), N_("Similar ones"), N_("Text"), N_("Check and publish"))


@proposals.get("/proposals/mine")
@requires("proposals.see_own")
def mine() -> str:
    """Show what the reader writes, signs, and is invited to."""
    rows = standing.own(current_actor().person)
    return render_template("proposals/mine.html", rows=rows, Stage=Stage, KIND_NAMES=KIND_NAMES, progress=support.progress)


@proposals.get("/proposals/new")
@requires("proposals.write")
def new() -> str:
    """First step: kind and title."""
    return _new_page(_title_form(request.args.get("title", "")))


@proposals.post("/proposals/new")
@requires("proposals.write")
@limiter.limit("40 per day")
@writes
def begin() -> Response | tuple[str, int]:
    """Keep the title as a draft and show what is similar."""
    form = _title_form()
    try:
        if form.validate_on_submit():
            number = drafting.start_draft(Kind(form.kind.data), title=form.title.data, once=form.once.data or new_public_id(), actor=current_actor(), now=clock.now())
            return see_other("proposals.similar", number=number)
    except Invalid as refusal:
        form.take(refusal)
    return _new_page(form), 422


def _title_form(title: str = "") -> TitleForm:
    form = TitleForm() if request.method == "POST" else TitleForm(formdata=None, title=one_line(title)[:300], once=new_public_id(20))
    actor = current_actor()
    official = actor.has_role(Role.OFFICER) or actor.has_role(Role.COUNCIL_MEMBER)
    form.kind.choices = options((k, say(words)) for k, words in KIND_NAMES.items() if k is not Kind.OFFICIAL or official)
    return form


def _new_page(form: TitleForm) -> str:
    return render_template("proposals/new.html", form=form, steps=STEPS, KIND_LINES=KIND_LINES, KIND_ICONS=KIND_ICONS)


@proposals.get("/proposals/similar")
@requires("proposals.see")
@limiter.limit("120 per minute")
def resembling() -> str:
    """Show, while a title is being typed, what resembles it."""
    return render_template("proposals/similar_list.html", near=_near(one_line(request.args.get("title", ""))[:200], 0)[:3], short=True)


def _near(title: str, except_number: int) -> list[Any]:
    found = [a for a in search.alike(title, kind=SUBJECT, limit=6) if a.subject_id != except_number]
    cards = listing.cards([a.subject_id for a in found])
    return [(a, cards[a.subject_id]) for a in found if a.subject_id in cards]


@proposals.get("/proposals/<int:number>/draft/similar")
@requires("proposals.write")
def similar(number: int) -> str | Response:
    """Second step: is it there already?"""
    row = own_row(number)
    if row.stage != Stage.DRAFT:
        return see_other("proposals.write", number=number)
    return render_template("proposals/similar.html", row=row, near=_near(row.title, number), short=False, steps=STEPS)


@proposals.get("/proposals/<int:number>/draft")
@requires("proposals.write")
def write(number: int) -> str:
    """Third step: the text."""
    row = own_row(number)
    return text_page(row, text_form_of(row))


@proposals.post("/proposals/<int:number>/draft")
@requires("proposals.write")
@writes_even_refused
def save(number: int) -> Response | tuple[str, int]:
    """Save the text and go on to the check; a newer text of a co-author is shown beside it."""
    row = own_row(number)
    form = text_form_of(row, filled=True)
    if not form.validate_on_submit():
        return text_page(row, form), 422
    saved = save_text(row, form)
    if saved.is_conflict:
        return make_response(_beside(row, saved), 409)
    return see_other("proposals.write" if request.form.get("stay") else "proposals.check", number=number, **({"done": "saved"} if request.form.get("stay") else {}))


@proposals.post("/proposals/<int:number>/draft/autosave")
@requires("proposals.write")
@limiter.limit("60 per minute")
@writes_even_refused
def autosave(number: int) -> tuple[dict[str, Any], int]:
    """Save while typing; answer with the time, and the revision the next save builds upon."""
    row = own_row(number)
    form = text_form_of(row, filled=True)
    if not form.validate_on_submit():
        words = [e for f in form for e in f.errors] or [N_("Not saved yet: something is longer than we can take.")]
        return {"words": say(words[0])}, 422
    saved = save_text(row, form)
    if saved.is_conflict:
        return {"words": say(N_("A co-author saved another text in the meantime. Yours is kept too.")), "revision": saved.revision,
                "compare": url_for("proposals.compare", number=number)}, 409  # fmt: skip
    return {"words": say(_saved_at(saved)), "revision": saved.revision, "base": _marks(number)}, 200


def _marks(number: int) -> str:
    return json.dumps(contents.marks(writing.working_text(number).content), sort_keys=True)


def _saved_at(saved: Saved) -> Any:
    return sentence(N_("Saved %(time)s"), time=clock_time(saved.at))


@proposals.get("/proposals/<int:number>/draft/comparison")
@requires("proposals.write")
def compare(number: int) -> str | Response:
    """Show one's own text that was kept aside beside the newer shared one."""
    row = own_row(number)
    aside = writing.open_aside(number, current_actor().person)
    if aside is None:
        return see_other("proposals.write", number=number)
    shared = writing.working_text(number)
    return _beside(row, Saved(shared.revision, shared.saved_at, others=shared.content, others_by=shared.saved_by, aside_id=aside.id))


def _beside(row: reading.ProposalRow, saved: Saved) -> str:
    aside = writing.open_aside(row.id, current_actor().person)
    mine: Content = aside.content if aside is not None else {}
    others: Content = saved.others or {}
    parts = [("title", N_("Title")), *((s.name, s.title) for s in SECTIONS[Kind(row.kind)] if not s.options)]
    shown = [(name, title, diffs.side_by_side(str(others.get(name, "")), str(mine.get(name, "")))) for name, title in parts if others.get(name) != mine.get(name)]
    rest = sorted({k for k in {*mine, *others} if mine.get(k) != others.get(k)} - {name for name, _ in parts})
    form = text_form(Kind(row.kind))(formdata=None, data=_as_form(mine))
    form.revision.data = str(saved.revision)
    _choices(form)
    return render_template("proposals/beside.html", row=row, saved=saved, shown=shown, rest=rest, form=form, names=accounts.authors_for([saved.others_by or 0]),
                           sections=[s.name for s in SECTIONS[Kind(row.kind)]])  # fmt: skip


@proposals.post("/proposals/<int:number>/draft/comparison/end")
@requires("proposals.write")
@writes
def drop_aside(number: int) -> Response:
    """Let one's own text go that was kept aside."""
    drafting.drop_aside(number, actor=current_actor(), now=clock.now())
    return see_other("proposals.write", number=number)


def own_row(number: int) -> reading.ProposalRow:
    row = reading.row(number)
    if not standing.is_author(number, current_actor().person):
        raise NotFound
    return row


def _choices(form: TextForm) -> None:
    form.district.choices = options([(0, say(N_("The whole city"))), *naming.districts().items()])
    form.topics.choices = options((t.id, t.name) for t in naming.topics().values())


def _as_form(content: Content) -> dict[str, Any]:
    place = content.get("place") or {}
    return {**content, "district": content.get("district") or 0, "topics": content.get("topics") or [], "place_name": place.get("name", ""),
            "latitude": place.get("latitude", ""), "longitude": place.get("longitude", "")}  # fmt: skip


def text_form_of(row: reading.ProposalRow, *, filled: bool = False) -> TextForm:
    """Return the form of a draft: as it was sent, or as the text stands."""
    kind = text_form(Kind(row.kind))
    if filled:
        form = kind()
    else:
        working = writing.working_text(row.id)
        form = kind(formdata=None, data=_as_form(working.content))
        form.revision.data = str(working.revision)
    _choices(form)
    return form


def text_page(row: reading.ProposalRow, form: TextForm, photo_form: PhotoForm | None = None) -> str:
    """Write the page of the text, with forms that were refused."""
    working = writing.working_text(row.id)
    g.image_sources = naming.settings().tile_hosts
    photos = working.content.get("photos") or []
    return render_template(
        "proposals/write.html", row=row, form=form, working=working, sections=[s.name for s in SECTIONS[Kind(row.kind)]], steps=STEPS, saved=clock_time(working.saved_at),
        tab=request.form.get("tab") or new_public_id(12), base=request.form.get("base") or _marks(row.id), photos=photos, sizes=reading.photo_sizes(tuple(p["id"] for p in photos)), photo_form=photo_form or PhotoForm(formdata=None), aside=writing.open_aside(row.id, current_actor().person),
        tiles=naming.settings().map_tiles, credit=naming.settings().map_credit, spots=naming.spots(), most_photos=drafting.MOST_PHOTOS, Stage=Stage,
    )  # fmt: skip


def save_text(row: reading.ProposalRow, form: TextForm) -> Saved:
    """Save what was filled in."""
    shared = writing.working_text(row.id).content
    content: Content = {s.name: form[s.name].data for s in SECTIONS[Kind(row.kind)]}
    content |= {"title": form.title.data, "district": form.district.data or None, "topics": list(form.topics.data or [])}
    content["place"] = {"latitude": form.latitude.data, "longitude": form.longitude.data, "name": form.place_name.data}
    content["photos"] = _photos_kept(shared.get("photos") or [])
    revision = form.revision.data or ""
    return drafting.save_text(
        row.id, content, revision=int(revision) if revision.isdecimal() and len(revision) < 10 else 0, actor=current_actor(), now=clock.now(),
        tab=request.form.get("tab", ""), base=_base(), joins="joined" in request.form,
    )  # fmt: skip


def _base() -> dict[str, str]:
    try:
        found = json.loads(request.form.get("base", "") or "{}")
    except ValueError:
        return {}
    return {k: v for k, v in found.items() if isinstance(v, str)} if isinstance(found, dict) else {}


def _photos_kept(photos: list[dict[str, Any]]) -> list[dict[str, Any]]:
    # A form that shows photos names each; one whose name is missing was unticked. Alt text may have been mended.
    return [{"id": p["id"], "alt": request.form.get(f"alt-{p['id']}", p["alt"])} for p in photos if f"drop-{p['id']}" not in request.form]


@proposals.post("/proposals/preview")
@requires("proposals.write")
@limiter.limit("60 per minute")
def preview() -> str:
    """Show a piece of Markdown as it will look."""
    return render_template("proposals/preview.html", html=trusted(render(request.form.get("text", "")[: contents.SECTION_LONGEST]).html))


@proposals.post("/proposals/<int:number>/draft/deletion")
@requires("proposals.write")
@writes
def discard(number: int) -> Response:
    """Throw an unpublished draft away."""
    drafting.discard_draft(number, actor=current_actor())
    return see_other("proposals.mine", done="discarded")
