"""Names people choose: look-alikes of those who speak for the city are refused, everybody else is welcome."""

import pytest

from forum.accounts import names
from forum.accounts.lookalikes import skeleton
from forum.kernel.errors import Invalid

STAFF = frozenset({skeleton("Nadia Hussain")})


def choose(text):
    return names.choose(text, skeleton=skeleton, of_staff=STAFF)


@pytest.mark.parametrize("text", ["Ayesha Khan", "عائشہ خان", "José Ñandú", "O'Neill", "Ali", "李小龍", "Мария Иванова"])
def test_people_are_called_what_they_are_called(text):
    assert choose(text).shown == text


@pytest.mark.parametrize("text", [
    "Nadia Hussain", "nadia hussain", "NADIA  HUSSAIN", "Nаdia Hussain", "Nadia Hussаin", "Nadiа Нussain", "Ｎadia Hussain", "Nadia Huѕѕain",
    "Nadia\u200b Hussain", "Nadia\u00a0Hussain", "Nádia Hussain", "NadiaHussain", "Nadia-Hussain", "Nadia Hussaіn",
])
def test_nobody_looks_like_a_council_member(text):
    with pytest.raises(Invalid) as refused:
        choose(text)
    assert "speaks for the city" in str(refused.value.fields["name"])


@pytest.mark.parametrize("text", ["Administrator", "Аdministrator", "M0derator", "City Officer", "former member", "کونسل", "Pоlice"])
def test_nobody_is_called_an_office(text):
    with pytest.raises(Invalid):
        choose(text)


@pytest.mark.parametrize("text", ["", " ", "x", "\u200b\u200b\u200b", "1234", "!!!", "y" * 81, "a@b.org", "see https://x.example"])
def test_what_is_no_name_is_refused(text):
    with pytest.raises(Invalid):
        choose(text)
