"""Writes a mail out of marked sentences, in the language of the person who gets it, plain and HTML."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app, render_template

from forum.kernel import outbox
from forum.kernel.hashing import keyed_hash
from forum.kernel.i18n import direction, in_language, say
from forum.kernel.settings import Settings
from forum.kernel.words import Sentence


@dataclass(frozen=True)
class Draft:
    """What a mail says. `code` stands alone and large; `link` is a local path with its words; `items` are sentences that each lead somewhere.

    `off` is the local path that stops such mail with one click (RFC 8058); without it the mail cannot be stopped.
    """

    subject: Sentence | str
    lines: tuple[Sentence | str, ...]
    code: str | None = None
    link: tuple[Sentence | str, str] | None = None
    items: tuple[tuple[Sentence | str, str], ...] = ()
    off: str = ""


def send(draft: Draft, *, to: str, locale: str | None, once: str, now: datetime, person_id: int | None = None) -> None:
    """Write the mail and put it into the outbox of the running transaction; `once` makes a second call harmless."""
    settings: Settings = current_app.extensions["forum.settings"]
    with in_language(locale):
        language = locale if locale in settings.locales else settings.locales[0]
        prefix = "" if language == settings.locales[0] else f"/{language}"
        base = f"{settings.base_url}{prefix}"
        link = (say(draft.link[0]), f"{base}{draft.link[1]}") if draft.link else None
        words: dict[str, Any] = {"subject": say(draft.subject), "lines": [say(line) for line in draft.lines], "code": draft.code, "link": link,
                 "items": [(say(line), f"{base}{path}") for line, path in draft.items], "off": f"{base}{draft.off}" if draft.off else "",
                 "language": language, "direction": direction()}  # fmt: skip
        letter = outbox.Letter(
            subject=words["subject"][:200], text=render_template("email/letter.txt", **words),
            html=render_template("email/letter.html", **words), locale=language,
        )  # fmt: skip
    off = f"{settings.base_url}{draft.off}" if draft.off else ""
    outbox.post(letter, to=to, once=once, now=now, person_id=person_id, off=off)


def zone() -> ZoneInfo:
    """Return the city's time zone."""
    settings: Settings = current_app.extensions["forum.settings"]
    return settings.timezone


def off_path(public_id: str, key: bytes) -> str:
    """Return the path that stops mail of notices for a person: whoever holds the mail may, nobody can guess it."""
    return f"/notices/off/{public_id}-{keyed_hash(key, 'off', public_id)[:32]}"
