"""The instance folder: private, holding the database, the uploads, and a secret key made once."""

import dataclasses
import secrets
from importlib.util import find_spec
from pathlib import Path

from forum.kernel import files
from forum.kernel.settings import Settings, SettingsError


def complete(settings: Settings) -> Settings:
    """Fill in what depends on the instance folder: the folder itself, a secret key, database and queue addresses."""
    folder = settings.instance.absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise SettingsError([f"FORUM_INSTANCE: the folder {folder} cannot be made ({error.strerror})."]) from None
    url = settings.database_url or f"sqlite:///{folder / 'forum.db'}"
    if url.startswith("postgresql://"):
        url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    missing = _missing_packages(settings, url)
    if missing:
        raise SettingsError(missing)
    return dataclasses.replace(
        settings, instance=folder, database_url=url, jobs_url=settings.jobs_url or "sqlite:",
        secret_key=settings.secret_key or _kept_secret(folder / "secret_key"),
        proof_key=settings.proof_key or _kept_secret(folder / "proof_key"),
    )  # fmt: skip


def _missing_packages(settings: Settings, database_url: str) -> list[str]:
    wanted = (
        (database_url.startswith("postgresql"), "psycopg", "DATABASE_URL", "'psycopg[binary]'"),
        (settings.jobs_url.startswith("redis"), "redis", "FORUM_JOBS_URL", "redis"),
        (settings.jobs_url.startswith("postgresql"), "psycopg", "FORUM_JOBS_URL", "'psycopg[binary]'"),
        (settings.rate_limit_url.startswith("redis"), "redis", "FORUM_RATE_LIMIT_URL", "redis"),
        (settings.storage_url.startswith("s3"), "boto3", "FORUM_STORAGE_URL", "boto3"),
        (bool(settings.demo_provider), "oidc_provider_mock", "FORUM_DEMO_PROVIDER", "oidc-provider-mock"),
    )
    return [f"{name} needs a package that is not installed: pip install {package}" for asked, module, name, package in wanted
            if asked and find_spec(module) is None]  # fmt: skip


def _kept_secret(file: Path) -> str:
    if not file.exists():
        files.put_first(file, secrets.token_hex(32).encode())  # or another process was faster
    if secret := file.read_text().strip():
        return secret
    raise SettingsError([f"The file {file} is empty. Bring it back from a backup, or take it away: a new secret is made, and what the old one signed is void."])
