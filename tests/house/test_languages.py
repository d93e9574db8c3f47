"""Every sentence is in the catalogues; Urdu is complete; no translation loses a value."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent.parent
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[.0-9]*[a-z]")


@pytest.fixture(scope="session")
def extracted(tmp_path_factory):
    target = tmp_path_factory.mktemp("pot") / "messages.pot"
    subprocess.run([sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", "pyproject.toml", "-k", "N_", "-k", "PersonalTable:4",
                    "-o", str(target), "."], cwd=ROOT, check=True)
    return {m.id for m in read_po(target.open("rb")) if m.id}


def catalogue(locale):
    with (ROOT / "forum" / "translations" / locale / "LC_MESSAGES" / "messages.po").open("rb") as po:
        return read_po(po, locale=locale)


def test_urdu_is_complete(extracted):
    there = {m.id: m for m in catalogue("ur") if m.id}
    missing = [i for i in extracted if i not in there or not there[i].string or there[i].fuzzy or (isinstance(i, tuple) and not all(there[i].string))]
    assert not missing, missing[:10]


@pytest.mark.parametrize("locale", ["ur", "es"])
def test_no_catalogue_holds_what_nobody_says(extracted, locale):
    assert not [m.id for m in catalogue(locale) if m.id and m.id not in extracted]


@pytest.mark.parametrize("locale", ["ur", "es"])
def test_no_translation_loses_or_invents_a_value(locale):
    for message in catalogue(locale):
        if message.id and message.string:
            ids = message.id if isinstance(message.id, tuple) else (message.id,)
            strings = message.string if isinstance(message.string, tuple) else (message.string,)
            wanted = set(PLACEHOLDER.findall(ids[-1]))
            for words in filter(None, strings):
                assert set(PLACEHOLDER.findall(words)) == wanted, message.id
