"""Text, versions, differences, amendments and addresses of lists: pure, so tried with many values."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.proposals import content as contents
from forum.proposals import diffs
from forum.proposals.amending import balance, has_gone, rivals
from forum.proposals.content import paragraphs, plain, replace_paragraph, summary, tidy, version_hash
from forum.proposals.paging import address_of, filters_from, mark, read
from forum.proposals.support import progress, refusal_for
from forum.proposals.types import Filters, Kind, Level, Sort, Stage

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300)


class TestTidy:
    def test_titles_lose_what_cannot_be_seen(self):
        made = tidy({"title": " Safe\u202e crossings\u200b \n now\u0000 "}, Kind.CITIZEN)
        assert made["title"] == "Safe crossings now"

    def test_mixed_urdu_english_and_emoji_stay(self):
        assert tidy({"title": "محفوظ crossing 🚸 G-9"}, Kind.CITIZEN)["title"] == "محفوظ crossing 🚸 G-9"

    @pytest.mark.parametrize("place", [{"latitude": "x", "longitude": "1"}, {"latitude": 91, "longitude": 0}, {"latitude": "nan", "longitude": "0"}, {"latitude": None}, {"latitude": "inf", "longitude": "0"}])
    def test_a_place_that_is_none_is_left_out(self, place):
        assert tidy({"place": place}, Kind.CITIZEN)["place"] == {}

    def test_sections_of_other_kinds_are_left_out(self):
        assert "interest" not in tidy({"interest": "x"}, Kind.CITIZEN)
        assert tidy({"interest": "x"}, Kind.RECOMMENDATION)["interest"] == "x"


class TestFaults:
    def test_a_whole_text_has_none(self):
        whole = {"title": "Long enough", "problem": "There is one.", "measure": "Do this."}
        assert contents.faults(tidy(whole, Kind.CITIZEN), Kind.CITIZEN) == {}

    def test_each_missing_part_is_named(self):
        assert set(contents.faults(tidy({}, Kind.RECOMMENDATION), Kind.RECOMMENDATION)) == {
            "title", "problem", "options", "measure", "evidence", "cost_band", "time_band", "interest"}  # fmt: skip

    def test_too_long_says_how_long(self):
        made = tidy({"title": "Long enough", "problem": "x" * 200_000, "measure": "Do this."}, Kind.CITIZEN)
        assert contents.faults(made, Kind.CITIZEN)["problem"].values["length"] == 200_000

    def test_a_photo_needs_words(self):
        made = tidy({"title": "Long enough", "problem": "Some.", "measure": "Some.", "photos": [{"id": 3, "alt": ""}]}, Kind.CITIZEN)
        assert set(contents.faults(made, Kind.CITIZEN)) == {"photo-3"}


class TestHashes:
    def test_the_same_words_have_the_same_hash_whatever_the_order_of_keys(self):
        one = version_hash(proposal_id=1, number=1, content={"a": "x", "b": "y"}, reason="r", at=AT, previous="0" * 64)
        other = version_hash(proposal_id=1, number=1, content={"b": "y", "a": "x"}, reason="r", at=AT, previous="0" * 64)
        assert one == other == "8b5a9d63ef1f44efce62b81227c01df1e883d70688005e1d6336000c333fb33f", "a hash once published never changes"

    @pytest.mark.parametrize("change", [{"proposal_id": 2}, {"number": 2}, {"content": {"a": "z"}}, {"reason": "s"}, {"at": AT + timedelta(microseconds=1)}, {"previous": "1" * 64}])
    def test_any_change_changes_it(self, change):
        base = {"proposal_id": 1, "number": 1, "content": {"a": "x"}, "reason": "r", "at": AT, "previous": "0" * 64}
        assert version_hash(**base) != version_hash(**{**base, **change})


class TestDiffs:
    @given(TEXT, TEXT)
    def test_both_texts_can_be_read_out_of_it(self, old, new):
        runs = diffs.inline(old, new)
        assert "".join(t for t, k in runs if k != diffs.ADDED) == old
        assert "".join(t for t, k in runs if k != diffs.REMOVED) == new

    @given(TEXT, TEXT)
    def test_side_by_side_holds_every_paragraph_once(self, old, new):
        pairs = diffs.side_by_side(old, new)
        assert tuple("".join(t for t, _ in p.before) for p in pairs if p.before) == paragraphs(old)
        assert tuple("".join(t for t, _ in p.after) for p in pairs if p.after) == paragraphs(new)

    def test_the_same_is_the_same(self):
        assert all(p.is_same for p in diffs.side_by_side("a\n\nb", "a\n\nb"))

    def test_a_huge_paragraph_is_shown_whole(self):
        assert [k for _, k in diffs.inline("a b " * 5000, "a c " * 5000)] == [diffs.REMOVED, diffs.ADDED]


class TestParagraphs:
    @given(TEXT)
    def test_a_paragraph_replaced_by_itself_changes_no_paragraph(self, text):
        for p in paragraphs(text):
            assert paragraphs(replace_paragraph(text, p, p)) == paragraphs(text)

    def test_one_that_has_gone(self):
        assert replace_paragraph("a\n\nb", "c", "d") is None
        assert has_gone({"problem": "a\n\nb"}, "problem", "c")
        assert not has_gone({"problem": "a\n\nb"}, "problem", "b")

    def test_taking_one_out_and_making_two_of_one(self):
        assert replace_paragraph("a\n\nb\n\nc", "b", "") == "a\n\nc"
        assert replace_paragraph("a\n\nb", "b", "x\n\ny") == "a\n\nx\n\ny"

    def test_of_equal_paragraphs_the_one_that_was_meant_is_changed(self):
        assert [replace_paragraph("a\n\nb\n\na", "a", "x", n) for n in (0, 1, 7)] == ["x\n\nb\n\na", "a\n\nb\n\nx", "a\n\nb\n\nx"]

    def test_rivals_change_the_same_paragraph(self):
        assert rivals([(1, "problem", "a"), (2, "problem", "b"), (3, "problem", "a"), (4, "measure", "a")]) == {1: (3,), 3: (1,)}

    def test_strong_wishes_count_twice(self):
        assert balance({Level.MUST: 2, Level.SHOULD: 1, Level.SHOULD_NOT: 1, Level.MUST_NOT: 1}) == 2


class TestSummary:
    def test_markdown_signs_go(self):
        assert plain("## Head\n\n- **bold** and [link](https://x.y) and `code` snake_case 2*3") == "Head bold and link and code snake_case 2*3"

    @given(TEXT)
    def test_it_is_short(self, text):
        assert len(summary({"problem": text})) <= 201


class TestProgress:
    @given(st.integers(0, 10_000), st.integers(1, 10_000))
    def test_the_bar_stays_in_its_frame(self, support, threshold):
        made = progress(support, threshold, reached=support >= threshold)
        assert 0 <= made.percent <= 100
        assert str(support) in str(made.words)

    def test_the_date_closes_an_open_one_only(self):
        assert refusal_for(Stage.OPEN, closes_at=AT, now=AT) is not None
        assert refusal_for(Stage.OPEN, closes_at=AT + timedelta(seconds=1), now=AT) is None
        assert refusal_for(Stage.UNDER_REVIEW, closes_at=AT, now=AT + timedelta(days=9)) is None


class TestAddresses:
    @given(st.integers(0, 3 * 10**15).map(lambda n: datetime(2000, 1, 1, tzinfo=UTC) + timedelta(microseconds=n)), st.integers(0, 10**12))
    def test_a_mark_of_a_time_reads_back(self, at, number):
        assert read(mark(at, number), Sort.NEWEST) == (at, number)

    @given(st.integers(0, 10**9), st.integers(0, 10**12))
    def test_a_mark_of_a_count_reads_back(self, count, number):
        assert read(mark(count, number), Sort.ENDORSED) == (count, number)

    @pytest.mark.parametrize("text", ["", "x", "1", "-", "1-", "9999999999999999999-1", "1-99999999999999999999", "1-2-3", "٣-٤"])
    def test_any_other_mark_is_none(self, text):
        assert read(text, Sort.NEWEST) is None

    def test_filters_read_back_and_nonsense_is_left_out(self):
        filters = Filters("water", "g-9", Stage.OPEN, Kind.CITIZEN, Sort.CLOSING)
        assert filters_from(address_of(filters)) == filters
        assert filters_from({"stage": "draft", "kind": "x", "sort": "y"}) == Filters()
