"""Settings: named, typed, checked once at start. One clear sentence per mistake, all mistakes at once."""

import dataclasses
import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from babel.numbers import is_currency

KNOWN_LOCALES: Final = ("en", "ur", "es")
PROVIDER: Final = re.compile(r"FORUM_SIGN_IN_([A-Z0-9]+)_(CLIENT_ID|CLIENT_SECRET|ISSUER|LABEL|TENANT|API_VERSION|VERIFICATION)")
SHORTEST_SECRET: Final = 32


class SettingsError(Exception):
    """The forum cannot start. `mistakes` holds one sentence for each thing to mend."""

    def __init__(self, mistakes: list[str]) -> None:
        self.mistakes = mistakes
        super().__init__("\n".join(mistakes))


def _text(value: str) -> str:
    return value.strip()


def _switch(value: str) -> bool:
    choices = {"on": True, "yes": True, "true": True, "1": True, "off": False, "no": False, "false": False, "0": False}
    if value.strip().lower() not in choices:
        msg = f"should be on or off, not {value!r}"
        raise ValueError(msg)
    return choices[value.strip().lower()]


def _whole(least: int, most: int) -> Callable[[str], int]:
    def parse(value: str) -> int:
        if not re.fullmatch(r"\d{1,9}", value.strip()) or not least <= int(value) <= most:
            msg = f"should be a whole number from {least} to {most}, not {value!r}"
            raise ValueError(msg)
        return int(value)

    return parse


def _one_of(*choices: str) -> Callable[[str], str]:
    def parse(value: str) -> str:
        if value not in choices:
            msg = f"should be one of {', '.join(choices)}, not {value!r}"
            raise ValueError(msg)
        return value

    return parse


def _url(*schemes: str, empty: bool = False) -> Callable[[str], str]:
    def parse(value: str) -> str:
        if empty and not value:
            return ""
        scheme = value.split(":", 1)[0]
        if ":" not in value or scheme not in schemes:
            shown = re.sub(r"//[^@/]*@", "//…@", value)
            msg = f"should be an address that begins with {', '.join(s + ':' for s in schemes)}, not {shown!r}"
            raise ValueError(msg)
        return value

    return parse


def _folder(value: str) -> Path | None:
    return Path(value).absolute() if value else None


def _origin(value: str) -> str:
    return _url("http", "https")(value).rstrip("/")


def _tiles(value: str) -> str:
    if value and not (value.startswith("https://") and all(part in value for part in ("{z}", "{x}", "{y}"))):
        msg = f"should be an https:// address with {{z}}, {{x}} and {{y}} in it, not {value!r}"
        raise ValueError(msg)
    return value


def _locales(value: str) -> tuple[str, ...]:
    chosen = tuple(part.strip() for part in value.split(",") if part.strip())
    unknown = [c for c in chosen if c not in KNOWN_LOCALES]
    if not chosen or unknown:
        msg = f"should list languages out of {', '.join(KNOWN_LOCALES)}, not {value!r}"
        raise ValueError(msg)
    return chosen


def _zone(value: str) -> ZoneInfo:
    try:
        return ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        msg = f"should be a time zone such as Asia/Karachi, not {value!r}"
        raise ValueError(msg) from None


def _currency(value: str) -> str:
    if not is_currency(value):
        msg = f"should be the three letters of a currency such as PKR, not {value!r}"
        raise ValueError(msg)
    return value


def _list(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


def setting(name: str, parse: Callable[[str], Any], default: str, meaning: str, *, secret: bool = False) -> Any:
    """Declare one setting: its name in the environment, how it is read, its default, what it means."""
    return field(metadata={"name": name, "parse": parse, "default": default, "meaning": meaning, "secret": secret})


@dataclass(frozen=True)
class ProviderSettings:
    """One sign-in provider as configured: FORUM_SIGN_IN_<NAME>_CLIENT_ID and its companions."""

    name: str
    client_id: str
    client_secret: str = field(repr=False)
    issuer: str = ""
    label: str = ""
    tenant: str = ""
    api_version: str = ""
    verification: str = ""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything an operator can set. `docs/settings.md` is checked against this list."""

    profile: str = setting("FORUM_PROFILE", _one_of("development", "demo", "test", "production"), "development",
        "What this installation is for. `demo` brings a city of invented people and is loopback only.")
    base_url: str = setting("FORUM_BASE_URL", _origin, "http://127.0.0.1:5000",
        "The address people type, without a path. Sign-in and links in mail use it.")
    instance: Path = setting("FORUM_INSTANCE", Path, "instance",
        "Folder for the SQLite database, uploads, queue and mail outbox; private to the forum.")
    database_url: str = setting("DATABASE_URL", _url("sqlite", "postgresql", "postgresql+psycopg", empty=True), "",
        "PostgreSQL or SQLite. Empty: an SQLite file in the instance folder.", secret=True)
    secret_key: str = setting("SECRET_KEY", _text, "",
        "Signs sessions and encrypts papers; 32 characters or more. Empty: made once and kept in the instance "
        "folder, except in production, where it must be given.", secret=True)
    secret_key_fallbacks: tuple[str, ...] = setting("SECRET_KEY_FALLBACKS", _list, "",
        "Earlier keys, comma separated, still accepted while you change the key.", secret=True)
    proof_key: str = setting("FORUM_PROOF_KEY", _text, "",
        "Key of the hashes of proofs, rolls and codes; 32 characters or more, never changed, kept apart from the database. Empty: made once "
        "and kept in the instance folder, except in production, where it must be given.", secret=True)
    ballot_keys: Path | None = setting("FORUM_BALLOT_KEYS", _folder, "",
        "Folder for the keys of running votes. Keep it apart from the database and out of every backup: a key that survives its vote "
        "could tell who voted how. Empty: in the instance folder.")
    locales: tuple[str, ...] = setting("FORUM_LOCALES", _locales, "en,ur",
        "Languages offered, the city's default first. Known: en, ur, es (Spanish is begun, not complete).")
    timezone: ZoneInfo = setting("FORUM_TIMEZONE", _zone, "Asia/Karachi", "Time zone in which times are shown.")
    currency: str = setting("FORUM_CURRENCY", _currency, "PKR", "Currency in which the council plans and spends (ISO 4217).")
    jobs_url: str = setting("FORUM_JOBS_URL", _url("sqlite", "redis", "rediss", "postgresql", "memory", empty=True), "",
        "Where background work queues: redis://, postgresql://, memory: (tests). Empty: an SQLite file.", secret=True)
    rate_limit_url: str = setting("FORUM_RATE_LIMIT_URL", _url("memory", "redis", "rediss"), "memory://",
        "Where rate limits are counted. memory:// counts per process; use redis:// with several.", secret=True)
    rate_limits: bool = setting("FORUM_RATE_LIMITS", _switch, "on", "Whether rate limits hold; off only for tests and measuring.")
    proxy_hops: int = setting("FORUM_PROXY_HOPS", _whole(0, 5), "0",
        "How many reverse proxies of yours stand in front. 0: X-Forwarded-* headers are ignored.")
    smtp_url: str = setting("FORUM_SMTP_URL", _url("smtp", "smtps", empty=True), "",
        "smtp://user:password@host:587 (STARTTLS when offered) or smtps://. Empty: mail is written as files.",
        secret=True)
    push_hosts: tuple[str, ...] = setting("FORUM_PUSH_HOSTS", _list, "fcm.googleapis.com,updates.push.services.mozilla.com,*.push.apple.com,*.notify.windows.com",
        "Push services that notices may be sent through to people's browsers. Empty: nobody is offered it.")  # fmt: skip
    witnesses: tuple[str, ...] = setting("FORUM_WITNESSES", _list, "",
        "Public keys of witnesses who co-sign the logs of votes (C2SP cosignature keys, name+hash+key, with commas between). Empty: nobody does.")
    mail_from: str = setting("FORUM_MAIL_FROM", _text, "City Forum <forum@localhost>", "Sender of the forum's mail.")
    email_sign_in: bool = setting("FORUM_EMAIL_SIGN_IN", _switch, "on",
        "Whether people may sign in with a one-time code sent by e-mail.")
    storage_url: str = setting("FORUM_STORAGE_URL", _url("file", "s3", empty=True), "",
        "Where uploads go: s3://bucket/prefix?endpoint=https://… or file:///folder. Empty: the instance folder.")
    upload_bytes: int = setting("FORUM_UPLOAD_BYTES", _whole(100_000, 50_000_000), "5000000",
        "Largest upload in bytes.")
    map_tiles: str = setting("FORUM_MAP_TILES", _tiles, "",
        "Address of map tiles with {z}, {x} and {y}, such as https://tiles.example.org/{z}/{x}/{y}.png. Empty: maps show districts and places on plain ground.")
    map_credit: str = setting("FORUM_MAP_CREDIT", _text, "", "The credit line the makers of the tiles ask for.")
    metrics_token: str = setting("FORUM_METRICS_TOKEN", _text, "",
        "Bearer token for /metrics. Empty: the page does not exist.", secret=True)
    log_format: str = setting("FORUM_LOG_FORMAT", _one_of("text", "json"), "text", "How log lines are written.")
    log_level: str = setting("FORUM_LOG_LEVEL", _one_of("DEBUG", "INFO", "WARNING", "ERROR"), "INFO",
        "The least serious line that is written.")
    demo_provider: str = setting("FORUM_DEMO_PROVIDER", _url("http", empty=True), "",
        "Issuer of the demo city's local OpenID provider; set by `make run`, refused outside demo and tests.")
    providers: tuple[ProviderSettings, ...] = ()

    @property
    def is_secure(self) -> bool:
        """Whether people reach the forum over TLS, so that cookies may insist on it."""
        return self.base_url.startswith("https://")

    @property
    def tile_hosts(self) -> tuple[str, ...]:
        """Where pages with a map may load pictures from."""
        return ("/".join(self.map_tiles.split("/")[:3]),) if self.map_tiles else ()

    @property
    def all_secret_keys(self) -> tuple[str, ...]:
        return (self.secret_key, *self.secret_key_fallbacks)

    @staticmethod
    def declared() -> list[dict[str, Any]]:
        """Return name, default and meaning of each setting, in the order declared."""
        return [dict(f.metadata) for f in dataclasses.fields(Settings) if f.metadata]


def load(values: Mapping[str, str]) -> Settings:
    """Read the settings out of `values`. Raises SettingsError with a sentence for every mistake found."""
    mistakes: list[str] = []
    declared = {f.metadata["name"]: f for f in dataclasses.fields(Settings) if f.metadata}
    parsed: dict[str, Any] = {}
    for name, spec in declared.items():
        try:
            parsed[spec.name] = spec.metadata["parse"](values.get(name, spec.metadata["default"]))
        except ValueError as error:
            mistakes.append(f"{name} {error}.")
    providers = _providers(values, mistakes)
    mistakes += [_unknown(name, declared) for name in sorted(values) if name not in declared and not PROVIDER.fullmatch(name)]
    if not mistakes:
        mistakes += _contradictions(parsed)
    if mistakes:
        raise SettingsError(mistakes)
    return Settings(**parsed, providers=providers)


def _providers(values: Mapping[str, str], mistakes: list[str]) -> tuple[ProviderSettings, ...]:
    groups: dict[str, dict[str, str]] = {}
    for name, value in values.items():
        if match := PROVIDER.fullmatch(name):
            groups.setdefault(match[1].lower(), {})[match[2].lower()] = value.strip()
    made = []
    for name, given in sorted(groups.items()):
        missing = [k.upper() for k in ("client_id", "client_secret") if not given.get(k)]
        if missing:
            mistakes.append(f"Sign-in with {name} also needs FORUM_SIGN_IN_{name.upper()}_{missing[0]}.")
        else:
            made.append(ProviderSettings(name=name, **given))
    return tuple(made)


def _unknown(name: str, declared: Mapping[str, Any]) -> str:
    close = difflib.get_close_matches(name, declared, n=1)
    return f"{name} is not a setting of this forum{f'; did you mean {close[0]}?' if close else '.'}"


def _contradictions(parsed: Mapping[str, Any]) -> list[str]:
    found = []
    profile, base_url, demo = parsed["profile"], parsed["base_url"], parsed["demo_provider"]
    parts = urlsplit(base_url)
    if not parts.hostname or parts.path not in {"", "/"}:
        found.append(f"FORUM_BASE_URL should be scheme and host only, such as https://forum.example.org, not {base_url!r}.")
    for name, key in (("SECRET_KEY", parsed["secret_key"]), ("FORUM_PROOF_KEY", parsed["proof_key"])):
        if key and len(key) < SHORTEST_SECRET:
            found.append(f"{name} should have {SHORTEST_SECRET} characters or more; it has {len(key)}.")
    if profile == "production":
        found += _missing_in_production(parsed, parts.scheme)
    elif parts.hostname and not is_loopback(parts.hostname):
        found.append(f"The {profile} profile is for this machine only; for {base_url} set FORUM_PROFILE=production.")
    if demo and (profile not in {"demo", "test"} or not is_loopback(urlsplit(demo).hostname or "")):
        found.append("FORUM_DEMO_PROVIDER signs anybody in as anybody: it works only in the demo and on a loopback address.")
    return found


def _missing_in_production(parsed: Mapping[str, Any], scheme: str) -> list[str]:
    found = []
    if not parsed["secret_key"]:
        found.append("SECRET_KEY must be given in production; make one with: python3 -c 'import secrets; print(secrets.token_hex(32))'.")
    if not parsed["proof_key"]:
        found.append("FORUM_PROOF_KEY must be given in production, made like SECRET_KEY and never changed.")
    if scheme != "https":
        found.append("FORUM_BASE_URL must begin with https:// in production.")
    if not parsed["smtp_url"]:
        found.append("FORUM_SMTP_URL must be given in production; without it no mail would leave.")
    return found


def is_loopback(host: str) -> bool:
    """Tell whether `host` can only be reached from this machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
