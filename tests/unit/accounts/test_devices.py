"""Browsers are told by two words."""

import pytest

from forum.accounts.devices import describe


@pytest.mark.parametrize(("agent", "words"), [
    ("Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 Chrome/150.0 Mobile Safari/537.36", "Chrome, Android"),
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile/15E148 Safari/604.1", "Safari, iPhone"),
    ("Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/150.0 Safari/537.36 Edg/150.0", "Edge, Windows"),
    ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
    ("", "Browser"), ("<script>" * 50, "Browser"),
])
def test_it_is_told_by_two_words(agent, words):
    assert describe(agent) == words
