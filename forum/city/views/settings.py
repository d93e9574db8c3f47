"""The city's settings, for administrators; auditors may look."""

from typing import Any

from flask import Response, current_app, render_template, request

from forum.city import actions, positions, queries
from forum.city.blueprint import city
from forum.city.forms import TextForm, city_form, district_form, name_form
from forum.city.types import DEFAULT_ACCENT, TEXTS
from forum.kernel import clock
from forum.kernel.access import current_actor, requires
from forum.kernel.errors import Invalid, NotFound
from forum.kernel.forms import Form
from forum.kernel.settings import Settings
from forum.kernel.web import see_other, writes


def _locales() -> tuple[str, ...]:
    settings: Settings = current_app.extensions["forum.settings"]
    return settings.locales


@city.get("/staff/city")
@requires("city.see_settings")
def settings() -> str:
    """Show the settings."""
    return _page(_city_form())


def _city_form(*, filled: bool = False) -> Form:
    kind = city_form(_locales())
    if filled:
        return kind()
    row = queries.profile()
    values: dict[str, Any] = {"accent": row.accent if row else DEFAULT_ACCENT}
    for code in _locales():
        values |= {f"name_{code}": row.name.get(code, "") if row else "", f"tagline_{code}": row.tagline.get(code, "") if row else ""}
    return kind(formdata=None, **values)


def _page(form: Form, new_district: Form | None = None) -> str:
    written = queries.texts()
    return render_template(
        "city/settings.html", form=form, locales_=_locales(), districts=queries.all_districts(), texts=TEXTS,
        written={key: row.changed_at for key, row in written.items()}, new_district=new_district or name_form(_locales())(formdata=None),
        providers=sorted(p.label for p in current_app.extensions["forum.sign_in"].providers.values()),
    )  # fmt: skip


@city.post("/staff/city")
@requires("city.change_settings")
@writes
def save_settings() -> Response | tuple[str, int]:
    """Save name, tagline and colour."""
    form = _city_form(filled=True)
    try:
        if form.validate_on_submit():
            actions.change_city(name=_words(form, "name"), tagline=_words(form, "tagline"), accent=form["accent"].data,
                                actor=current_actor(), now=clock.now())  # fmt: skip
            return see_other("city.settings", done="saved")
    except Invalid as refusal:
        form.take(refusal)
    return _page(form), 422


def _words(form: Form, field: str) -> dict[str, str]:
    return {code: form[f"{field}_{code}"].data or "" for code in _locales()}


@city.post("/staff/city/districts")
@requires("city.change_settings")
@writes
def add_district() -> Response | tuple[str, int]:
    """Add a district."""
    form = name_form(_locales())()
    try:
        if form.validate_on_submit():
            actions.add_district(name=_words(form, "name"), actor=current_actor(), now=clock.now())
            return see_other("city.settings", done="saved", _anchor="districts")
    except Invalid as refusal:
        form.take(refusal)
    return _page(_city_form(), form), 422


@city.get("/staff/city/districts/<slug>")
@requires("city.see_settings")
def district(slug: str) -> str:
    """Show one district's names."""
    row = queries.district(slug)
    if row is None:
        raise NotFound
    names = {f"name_{code}": row.name.get(code, "") for code in _locales()}
    form = district_form(_locales())(formdata=None, where=positions.write(row.latitude, row.longitude), **names)
    return render_template("city/district_form.html", form=form, district=row, locales_=_locales())


@city.post("/staff/city/districts/<slug>")
@requires("city.change_settings")
@writes
def rename_district(slug: str) -> Response | tuple[str, int]:
    """Rename a district, and say where it lies."""
    form = district_form(_locales())()
    try:
        if form.validate_on_submit():
            actions.change_district(slug, name=_words(form, "name"), where=form["where"].data or "", actor=current_actor(), now=clock.now())
            return see_other("city.settings", done="saved", _anchor="districts")
    except Invalid as refusal:
        form.take(refusal)
    return render_template("city/district_form.html", form=form, district=queries.district(slug), locales_=_locales()), 422


@city.post("/staff/city/districts/<slug>/retirement")
@requires("city.change_settings")
@writes
def retire_district(slug: str) -> Response:
    """Take a district out of use, or back."""
    actions.retire_district(slug, retired=request.form.get("retired") == "yes", actor=current_actor(), now=clock.now())
    return see_other("city.settings", done="saved", _anchor="districts")


@city.get("/staff/city/texts/<slug>/<locale>")
@requires("city.see_settings")
def edit_text(slug: str, locale: str) -> str:
    """Show one of the city's texts for writing."""
    if slug not in TEXTS or locale not in _locales():
        raise NotFound
    row = queries.texts().get((slug, locale))
    return render_template("city/text_form.html", form=TextForm(formdata=None, obj=row), slug=slug, title=TEXTS[slug], text_language=locale)


@city.post("/staff/city/texts/<slug>/<locale>")
@requires("city.change_settings")
@writes
def save_text(slug: str, locale: str) -> Response | tuple[str, int]:
    """Save one of the city's texts."""
    form = TextForm()
    if slug not in TEXTS or locale not in _locales():
        raise NotFound
    if form.validate_on_submit():
        actions.write_text(slug, locale=locale, source=form.source.data or "", actor=current_actor(), now=clock.now())
        return see_other("city.settings", done="saved", _anchor="texts")
    return render_template("city/text_form.html", form=form, slug=slug, title=TEXTS[slug], text_language=locale), 422
