"""Languages: the address decides (`/ur/…`), then the account, then the city's default; never the browser alone."""

import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date as day_type
from datetime import datetime
from gettext import NullTranslations
from pathlib import Path
from typing import Any

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask import Flask, current_app, g, has_request_context, request
from flask_babel import Babel, force_locale, format_currency, format_date, format_datetime, format_time, format_timedelta, get_locale
from sqlalchemy.exc import SQLAlchemyError

from forum.kernel import clock, files
from forum.kernel.access import current_actor
from forum.kernel.settings import KNOWN_LOCALES
from forum.kernel.words import Sentence

NAMES = {"en": "English", "ur": "اردو", "es": "Español"}
_QUOTED = re.compile("”\u2068([^\u2068\u2069]*)\u2069“")
CATALOGUES = Path(__file__).parent.parent / "translations"
StartResponse = Callable[..., Any]
_language: ContextVar[str | None] = ContextVar("language", default=None)


class LocalePrefix:
    """Takes a language off the front of the path, so that every address made inside keeps it."""

    def __init__(self, wsgi: Callable[..., Iterable[bytes]], locales: tuple[str, ...]) -> None:
        self.wsgi, self.locales = wsgi, locales

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        first, _, rest = environ.get("PATH_INFO", "").lstrip("/").partition("/")
        if first in self.locales and environ.get("PATH_INFO", "").startswith("/"):
            environ["forum.locale"] = first
            environ["SCRIPT_NAME"] = f"{environ.get('SCRIPT_NAME', '')}/{first}"
            environ["PATH_INFO"] = f"/{rest}"
        return self.wsgi(environ, start_response)


def init_app(app: Flask, *, locales: tuple[str, ...], timezone: str, currency: str, compiled: Path) -> None:
    """Compile the catalogues that changed, and choose a language for every request."""
    for code in locales:
        _compile(CATALOGUES / code / "LC_MESSAGES" / "messages.po", compiled / code / "LC_MESSAGES" / "messages.mo")
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(compiled.absolute())
    app.extensions["forum.locales"] = locales
    app.extensions["forum.currency"] = currency
    Babel(app, locale_selector=chosen, default_locale=locales[0], default_timezone=timezone)
    app.extensions["forum.catalogues"] = {code: Translations.load(str(compiled), [code]) for code in locales}
    app.jinja_env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    app.wsgi_app = LocalePrefix(app.wsgi_app, locales)  # type: ignore[method-assign]
    app.before_request(_remember)
    app.teardown_request(_forget)
    app.jinja_env.globals.update(locale_names=NAMES, locales=locales, other_language=other_language, say=say, get_language=chosen, direction=direction)
    app.jinja_env.filters.update(date=date, moment=moment, ago=ago, money=money, clock_time=clock_time, iso=lambda value: value.isoformat(timespec="seconds"))


def _compile(source: Path, target: Path) -> None:
    if not source.exists() or (target.exists() and target.stat().st_mtime >= source.stat().st_mtime):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as po:
        catalogue = read_po(po)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    files.put(target, compiled.getvalue())


def chosen() -> str:
    """Return the language of this page."""
    locales: tuple[str, ...] = current_app.extensions["forum.locales"]
    if not has_request_context():
        return locales[0]
    explicit = request.environ.get("forum.locale")
    if explicit:
        return str(explicit)
    try:
        preferred = current_actor().locale
    except SQLAlchemyError:
        preferred = None  # the page that says the database is away must still be written
    return preferred if preferred in locales else locales[0]


def _remember() -> None:
    g.locale_tag = chosen()
    _language.set(g.locale_tag)


def _forget(error: BaseException | None) -> None:
    _language.set(None)


def _catalogue() -> NullTranslations:
    # A page says two hundred small things; finding the catalogue must cost next to nothing.
    catalogues: dict[str, NullTranslations] = current_app.extensions["forum.catalogues"]
    return catalogues[_language.get() or chosen()]


def gettext(text: str) -> str:
    """Translate for the reader, or for whoever a mail goes to."""
    return _catalogue().gettext(text)


def ngettext(one: str, many: str, number: int) -> str:
    """Translate with the plural of the language."""
    return _catalogue().ngettext(one, many, number)


def other_language(code: str) -> str:
    """Return the address of this very page in another language, query and all."""
    query = request.query_string.decode("ascii", "replace")
    return f"/{code}{request.path}{'?' + query if query else ''}"


def say(words: Sentence | str) -> str:
    """Translate a marked sentence for the reader, with days as their language writes them."""
    if isinstance(words, Sentence):
        values = {k: _said(v) for k, v in words.values.items()}
        text = gettext(words.text)
        return quotes_inside(text % values) if values else text
    return gettext(words)


def quotes_inside(text: str) -> str:
    """Return a sentence written from right to left whose quotation marks go with the words they surround: outside of their isolation, they land on the wrong side when the words are wrapped."""
    return _QUOTED.sub(lambda m: f"\u2068“{m[1]}”\u2069" if _runs_left_to_right(m[1]) else f"\u2068”{m[1]}“\u2069", text)


def _runs_left_to_right(words: str) -> bool:
    return next((kind for c in words if (kind := unicodedata.bidirectional(c)) in {"L", "R", "AL"}), "") == "L"


def _said(value: object) -> object:
    if isinstance(value, Sentence):
        return say(value)
    return date(value) if isinstance(value, day_type) else _isolated(value)


def _isolated(value: object) -> object:
    # What runs the other way than the page stands apart, so that its signs stay with it.
    other = {"L"} if direction() == "rtl" else {"R", "AL"}
    return f"\u2068{value}\u2069" if isinstance(value, str) and any(unicodedata.bidirectional(c) in other for c in value) else value


@contextmanager
def in_language(code: str | None) -> Iterator[None]:
    """Write in another language for a while: mail to a person goes in theirs."""
    locales: tuple[str, ...] = current_app.extensions["forum.locales"]
    wanted = code if code in locales else locales[0]
    token = _language.set(wanted)
    try:
        with force_locale(wanted):
            yield
    finally:
        _language.reset(token)


def direction() -> str:
    """Return `rtl` or `ltr` for the language of this page."""
    return str((get_locale() or Locale("en")).text_direction)


def date(value: day_type | datetime) -> str:
    """Write a day as the reader's language does."""
    return str(format_date(value, "d MMMM yyyy"))


def month(value: datetime) -> str:
    """Write a month as the reader's language does."""
    return str(format_date(value, "MMM yyyy"))


def moment(value: datetime) -> str:
    """Write a day and time in the city's zone."""
    return str(format_datetime(value, "d MMM yyyy, HH:mm"))


def clock_time(value: datetime) -> str:
    """Write the time of day in the city's zone."""
    return str(format_time(value, "HH:mm"))


def money(value: int) -> str:
    """Write whole units of the city's currency, as the reader's language does."""
    return str(format_currency(value, current_app.extensions["forum.currency"], "¤\u00a0#,##0", currency_digits=False))


def ago(value: datetime) -> str:
    """Write how long ago, or how far ahead, a moment is."""
    return str(format_timedelta(value - clock.now(), add_direction=True))


assert set(NAMES) == set(KNOWN_LOCALES)
