"""The front page, the city's texts, and the choices of a newcomer."""

from typing import Any

from flask import Response, current_app, g, render_template, request, url_for
from flask_babel import get_locale

from forum.city import actions, colours, queries
from forum.city.blueprint import city
from forum.city.forms import DistrictChoice, TopicChoice
from forum.city.types import TEXTS, Block, City
from forum.kernel import clock
from forum.kernel.access import current_actor, requires
from forum.kernel.assets import asset
from forum.kernel.errors import Invalid, NotFound
from forum.kernel.forms import options
from forum.kernel.i18n import chosen
from forum.kernel.text import trusted
from forum.kernel.web import conditional, local_path, see_other, writes


def this_city() -> City:
    """Return the city in the language being written (a mail may be in another than the page), read once per request."""
    known: dict[str, City] = g.setdefault("cities", {})
    code = str(get_locale())
    if code not in known:
        known[code] = queries.city(code)
    return known[code]


def blocks() -> list[Block]:
    found: list[Block] = current_app.extensions["forum.home_blocks"]
    return found


def places() -> dict[str, Any]:
    """Return what the front page says of districts and topics; read again only when the city changed."""
    kept: dict[tuple[str, int], dict[str, Any]] = current_app.extensions["forum.places"]
    key = (chosen(), this_city().version)
    found = kept.get(key)
    if found is None:
        found = {"districts": queries.districts(chosen()), "topics": queries.topics(chosen())}
        for old in [k for k in list(kept) if k[1] != key[1]]:
            kept.pop(old, None)  # other threads read and clear this too
        kept[key] = found
    return found


@city.get("/")
@requires("city.see")
def home() -> str:
    """Say what one can do here now."""
    there = sorted(blocks(), key=lambda b: b.order)
    conditional(this_city().version, [b.version() for b in there])
    filled = [(b.template, b.query()) for b in there]
    shown = [(template, words) for template, words in filled if words is not None]
    return render_template("city/home.html", blocks=shown)


@city.get("/about/<slug>")
@requires("city.see")
def text(slug: str) -> str:
    """Show one of the city's texts."""
    if slug not in TEXTS:
        raise NotFound
    conditional(this_city().version)
    found = queries.text(slug, chosen())
    return render_template("city/text.html", slug=slug, title=TEXTS[slug], text=found, html=trusted(found.html) if found else "",
                           all_texts=TEXTS)  # fmt: skip


@city.get("/city/<int:version>.css")
@requires("city.see")
def colours_sheet(version: int) -> Response:
    """Send the city's own accent colour, where it is not the default."""
    accent = this_city().accent
    body = f":root{{--accent-light:{accent};--accent-dark:{colours.for_dark(accent)}}}"
    return Response(body, content_type="text/css; charset=utf-8", headers={"Cache-Control": "public, max-age=86400"})


@city.get("/manifest.webmanifest")
@requires("city.see")
def manifest() -> dict[str, Any]:
    """Describe the site to a phone's home screen."""
    name = this_city().name
    return {"name": name, "short_name": name[:12], "start_url": url_for("city.home"), "display": "standalone", "lang": chosen(),
            "icons": [{"src": asset("img/mark.svg"), "sizes": "any", "type": "image/svg+xml"}]}  # fmt: skip


@city.get("/welcome/district")
@requires("city.see_welcome")
def welcome_district() -> str:
    """Second step after joining: the district."""
    return _district_page(_district_form())


@city.post("/welcome/district")
@requires("city.choose_interests")
@writes
def save_district() -> Response | tuple[str, int]:
    """Remember the district and go on."""
    form = _district_form(filled=True)
    try:
        if form.validate_on_submit():
            actions.choose_district(form.district.data, actor=current_actor(), now=clock.now())
            return see_other("city.welcome_topics", next=_next())
    except Invalid as refusal:
        form.take(refusal)
    return _district_page(form), 422


def _district_form(*, filled: bool = False) -> DistrictChoice:
    form = DistrictChoice() if filled else DistrictChoice(formdata=None, district=queries.home_district(current_actor().person))
    form.district.choices = options((d.id, d.name) for d in queries.districts(chosen()))
    return form


def _district_page(form: DistrictChoice) -> str:
    return render_template("city/welcome_district.html", form=form, next=_next() or "")


@city.get("/welcome/topics")
@requires("city.see_welcome")
def welcome_topics() -> str:
    """Third step after joining: the topics."""
    return _topics_page(_topics_form())


@city.post("/welcome/topics")
@requires("city.choose_interests")
@writes
def save_topics() -> Response | tuple[str, int]:
    """Remember the topics and let the newcomer in."""
    form = _topics_form(filled=True)
    if form.validate_on_submit():
        actions.choose_topics(form.topics.data or [], actor=current_actor(), now=clock.now())
        return see_other(_next() or "city.home")
    return _topics_page(form), 422


def _topics_form(*, filled: bool = False) -> TopicChoice:
    form = TopicChoice() if filled else TopicChoice(formdata=None, topics=sorted(queries.interests(current_actor().person)))
    form.topics.choices = options((t.id, t.name) for t in queries.topics(chosen()))
    return form


def _topics_page(form: TopicChoice) -> str:
    return render_template("city/welcome_topics.html", form=form, topics=queries.topics(chosen()), next=_next() or "")


def _next() -> str | None:
    return local_path(request.values.get("next"))
