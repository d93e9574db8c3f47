"""The papers name everything there is: settings, commands, events, rooms."""

from pathlib import Path

import pytest

from forum.kernel.facts import Fact
from forum.kernel.settings import Settings
from tests.house.test_architecture import ROOMS

DOCS = Path(__file__).parent.parent.parent / "docs"


@pytest.mark.parametrize("setting", [s["name"] for s in Settings.declared()])
def test_every_setting_is_documented(setting):
    assert f"`{setting}`" in (DOCS / "settings.md").read_text(encoding="utf-8")


def test_every_command_is_documented(whole_app):
    written = (DOCS / "operating.md").read_text(encoding="utf-8")
    for name, command in whole_app.cli.commands.items():
        for leaf in getattr(command, "commands", {"": None}):
            if name != "db":
                assert f"flask --app forum {name} {leaf}".strip() in written


def test_every_event_is_documented():
    written = (DOCS / "events.md").read_text(encoding="utf-8")
    kinds = {c.kind() for c in Fact.every()}
    assert len(kinds) > 15
    missing = [k for k in sorted(kinds) if f"`{k}`" not in written]
    assert not missing


def test_an_event_holds_ids_and_plain_words_only():
    import dataclasses
    for kind in Fact.every():
        for field in dataclasses.fields(kind):
            assert field.type in (int, str, bool, "int", "str", "bool", "int | None", list[str], list[int], "list[str]", int | None), (kind, field.name)
            assert field.name not in {"name", "email", "address"}, (kind, field.name)


@pytest.mark.parametrize("room", [*ROOMS, "kernel"])
def test_every_room_is_on_the_map(room):
    assert f"`{room}`" in (DOCS / "map.md").read_text(encoding="utf-8")
