"""Where settings come from: the defaults of a profile, then the environment above them.

Only `forum/app.py` reads this file. What each setting means, and how it is checked, stands in
`forum/kernel/settings.py` and in `docs/settings.md`.
"""

import os
from collections.abc import Mapping

DEVELOPMENT: Mapping[str, str] = {"FORUM_LOG_FORMAT": "text"}

DEMO: Mapping[str, str] = {
    "FORUM_LOG_FORMAT": "text",
    "FORUM_LOG_LEVEL": "WARNING",
    "FORUM_EMAIL_SIGN_IN": "on",
}

TEST: Mapping[str, str] = {
    "FORUM_LOG_LEVEL": "ERROR",
    "FORUM_EMAIL_SIGN_IN": "on",
    "FORUM_JOBS_URL": "memory:",
    "FORUM_RATE_LIMITS": "off",
}

PRODUCTION: Mapping[str, str] = {"FORUM_LOG_FORMAT": "json", "FORUM_PROXY_HOPS": "1"}

PROFILES: Mapping[str, Mapping[str, str]] = {
    "development": DEVELOPMENT,
    "demo": DEMO,
    "test": TEST,
    "production": PRODUCTION,
}

NAMES = ("DATABASE_URL", "SECRET_KEY", "SECRET_KEY_FALLBACKS")


def read(environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the settings as written: the profile's defaults, overlaid by the environment."""
    source = os.environ if environment is None else environment
    given = {k: v for k, v in source.items() if k.startswith("FORUM_") or k in NAMES}
    return {**PROFILES.get(given.get("FORUM_PROFILE", "development"), {}), **given}
