"""The room's keys, out of the installation's."""

from urllib.parse import urlsplit

from flask import Flask, current_app

from forum.kernel.sealing import derive
from forum.kernel.settings import Settings, SettingsError
from forum.voting import notes
from forum.voting.notes import Witness
from forum.voting.secrecy import Secrets, Vault
from forum.voting.signing import Signer


def init_app(app: Flask) -> None:
    """Make the keys ready; no file is touched before a vote is announced."""
    settings: Settings = app.extensions["forum.settings"]
    signer = Signer(derive(settings.proof_key, "log of votes"))
    vault = Vault(settings.ballot_keys or settings.instance / "ballot-keys")
    app.extensions["forum.witnesses"] = tuple(_witness(word) for word in settings.witnesses)
    app.extensions["forum.vote_secrets"] = Secrets(vault, signer, derive(settings.proof_key, "lots of votes"), urlsplit(settings.base_url).netloc)


def _witness(word: str) -> Witness:
    try:
        return notes.witness(word)
    except ValueError:
        raise SettingsError([f"FORUM_WITNESSES: {word[:40]!r} is not the public key of a witness (name+hash+key)"]) from None


def witnesses() -> tuple[Witness, ...]:
    """Return who may co-sign the logs of votes."""
    found: tuple[Witness, ...] = current_app.extensions["forum.witnesses"]
    return found


def secrets() -> Secrets:
    """Return the keys of this installation."""
    found: Secrets = current_app.extensions["forum.vote_secrets"]
    return found
