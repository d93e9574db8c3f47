"""Near copies share a band; different texts do not."""

from hypothesis import given
from hypothesis import strategies as st

from forum.moderation.likeness import bands

TEXT = ("The road in front of the school is dangerous every morning and the city has known about it for years without doing "
        "anything at all so we ask the council to build a crossing there before the next winter comes and somebody is hurt")  # fmt: skip


def shares(a, b):
    return any(x == y for x, y in zip(bands(a), bands(b), strict=True))


def test_the_same_words_whatever_their_case_and_marks_are_the_same():
    assert bands(TEXT) == bands(TEXT.upper() + "!!!")


def test_a_word_changed_is_still_a_copy():
    words = TEXT.split()
    copies = [" ".join([*words[:n], "changed", *words[n + 1 :]]) for n in range(len(words))]
    assert sum(shares(TEXT, c) for c in copies) >= 0.9 * len(copies)


def test_another_text_is_not_a_copy():
    other = "Please plant trees along the avenue because the summers are getting hotter and old people cannot walk there in the afternoon any more at all"
    assert not shares(TEXT, other)


def test_urdu_is_text_too():
    urdu = "ہماری گلی میں چار دن سے پانی نہیں آیا وقت مقرر ہو تو کم از کم انسان کام پر جا سکے"
    assert shares(urdu, urdu + " ۔")
    assert not shares(urdu, TEXT)


def test_what_is_too_short_to_tell_is_not_told():
    assert bands("I agree with this.") is None


@given(st.text(max_size=2000))
def test_any_text_gives_numbers_a_database_holds(text):
    found = bands(text)
    assert found is None or all(0 <= n < 2**63 for n in found)
