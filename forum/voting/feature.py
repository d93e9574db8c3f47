"""Hangs the room into the application."""

from flask import Flask

from forum.voting.cli import count


def register(app: Flask) -> None:
    """Add the command that counts."""
    app.cli.add_command(count)
