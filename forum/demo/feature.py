"""Hangs the personas into the sign-in page, in the demo and in tests only."""

from flask import Flask

from forum.demo.people import PERSONAS
from forum.kernel.settings import Settings


def register(app: Flask) -> None:
    """Add the personas to the sign-in page where the demo provider is on."""
    settings: Settings = app.extensions["forum.settings"]
    app.jinja_env.globals["personas"] = [p for p in PERSONAS if p.line] if settings.demo_provider else []
