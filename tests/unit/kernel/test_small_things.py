"""Identifiers, digests, quotation marks, spreadsheets, photos, redirects, styles: each a few lines with a rule."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from forum.kernel import hashing, ids, images, spreadsheets
from forum.kernel.assets import squeeze
from forum.kernel.errors import Invalid, TooLarge
from forum.kernel.i18n import quotes_inside
from forum.kernel.sealing import Box, Unreadable
from forum.kernel.web import local_path


class TestIds:
    def test_a_slug_keeps_latin_words_and_falls_back_for_others(self):
        assert ids.slug("Bhara Kahu!", fallback="x") == "bhara-kahu"
        assert ids.slug("ترنول", fallback="district-1") == "district-1"
        assert ids.slug("A" * 90, fallback="x") == "a" * 40

    def test_codes_have_their_shape(self):
        assert len(ids.new_code()) == 6
        assert len(ids.new_letter_code()) == 14
        assert not set("ILOU") & set(ids.new_letter_code())
        assert len({ids.new_public_id() for _ in range(500)}) == 500


class TestQuotes:
    @pytest.mark.parametrize(("text", "made"), [
        ("”\u2068For whom does the city build next?\u2069“ میں آپشن 1", "\u2068“For whom does the city build next?”\u2069 میں آپشن 1"),
        ("”\u2068سڑک پر LED لگائیں\u2069“", "\u2068”سڑک پر LED لگائیں“\u2069"),
        ("”\u20682026 plan\u2069“ اور ”\u2068B\u2069“", "\u2068“2026 plan”\u2069 اور \u2068“B”\u2069"),
        ("”پانی“ \u2068Bilal\u2069: ”\u2068A\u2069 اور ب“", "”پانی“ \u2068Bilal\u2069: ”\u2068A\u2069 اور ب“"),
        ("“\u2068اردو\u2069” is in English", "“\u2068اردو\u2069” is in English"),
    ])  # fmt: skip
    def test_quotation_marks_go_with_the_words_they_surround(self, text, made):
        assert quotes_inside(text) == made
        assert quotes_inside(made) == made


class TestHashing:
    def test_parts_cannot_run_into_one_another(self):
        assert hashing.keyed_hash(b"k", "ab", "c") != hashing.keyed_hash(b"k", "a", "bc")

    def test_canonical_json_is_one_text(self):
        assert hashing.canonical_json({"b": 1, "a": "ا"}) == '{"a":"ا","b":1}'
        with pytest.raises(ValueError, match="JSON"):
            hashing.canonical_json(float("nan"))


class TestSpreadsheets:
    @pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1+1", "a;=1", "a\t=1", 'a"\n=1'])
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def test_no_cell_is_a_formula_whatever_the_reader_splits_on(self, text, delimiter):
        made = spreadsheets.table(("h",), [(text,)]).removeprefix("\ufeff")
        for row in csv.reader(io.StringIO(made), delimiter=delimiter):
            for cell in row:
                assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝")), cell

    def test_numbers_stay_numbers_and_urdu_stays_urdu(self):
        assert spreadsheets.cell(-5) == "-5"
        assert spreadsheets.cell("پانی") == "پانی"


class TestImages:
    def picture(self, kind="JPEG", size=(40, 20), **extra):
        out = io.BytesIO()
        Image.new("RGB", size, "red").save(out, kind, **extra)
        return out.getvalue()

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
    def test_a_picture_is_drawn_anew_and_nothing_else_remains(self, kind):
        exif = Image.Exif()
        exif[0x010E], exif[0x0112] = "SENTINEL", 6
        data = self.picture(kind, exif=exif) + b"SENTINEL<script>"
        made = images.take_in(data, max_bytes=10**6)
        assert b"SENTINEL" not in made.data
        assert (made.width, made.height) == (20, 40)  # turned upright first
        with Image.open(io.BytesIO(made.data)) as again:
            assert not again.getexif()
            assert again.format == "JPEG"

    @pytest.mark.parametrize("data", [b"", b"GIF89a" + b"\0" * 50, b"<svg onload=alert(1)>", b"%PDF-1.7", b"\xff\xd8\xff", b"RIFF0000WEBP", b"\x89PNG\r\n\x1a\n" + b"\0" * 40])
    def test_what_is_no_picture_is_refused_in_words(self, data):
        with pytest.raises(Invalid, match="JPEG, PNG or WebP"):
            images.take_in(data, max_bytes=10**6)

    def test_a_gif_named_png_is_refused(self):
        out = io.BytesIO()
        Image.new("P", (5, 5)).save(out, "GIF")
        with pytest.raises(Invalid):
            images.take_in(out.getvalue(), max_bytes=10**6)

    def test_too_many_bytes_or_pixels_are_refused_before_they_are_drawn(self, monkeypatch):
        with pytest.raises(TooLarge, match="MB"):
            images.take_in(self.picture(), max_bytes=100)
        monkeypatch.setattr(images, "MAX_PIXELS", 100)
        with pytest.raises(TooLarge, match="pixels"):
            images.take_in(self.picture(), max_bytes=10**6)


class TestSealing:
    def test_only_the_keys_of_the_house_open_it(self):
        sealed = Box(["a" * 32]).seal(b"paper")
        assert b"paper" not in sealed
        assert Box(["b" * 32, "a" * 32]).open(sealed) == b"paper"
        with pytest.raises(Unreadable):
            Box(["b" * 32]).open(sealed)
        with pytest.raises(Unreadable):
            Box(["a" * 32]).open(sealed[:-4] + b"AAA=")


class TestLocalPath:
    @pytest.mark.parametrize("target", ["/", "/residency", "/ur/account?a=1&b=2", "/people/a-b_c~d", "/search?q=%D9%BE"])
    def test_paths_of_this_site_stay(self, target):
        assert local_path(target) == target

    @pytest.mark.parametrize("target", [
        None, "", "//evil.example", "/\\evil.example", "\\\\evil", "https://evil.example", "javascript:alert(1)", "/\t/evil.example", "/\n/evil", " /x",
        "///evil.example", "/%0a/evil\n", "http:evil", "evil.example", "/x#frag", "/x y", "/\u2028", "/" + "a" * 3000, "/<script>", '/"',
        "/\r\nSet-Cookie: a=b",
    ])
    def test_everything_else_goes_nowhere(self, target):
        assert local_path(target) is None

    @given(st.text(max_size=60))
    def test_whatever_passes_has_no_host_for_any_reader(self, target):
        from urllib.parse import urljoin, urlsplit
        if local_path(target):
            assert urlsplit(urljoin("https://home.example/x", target)).netloc == "home.example"
            assert not target.startswith(("//", "/\\"))


def test_squeezing_styles_loses_nothing_that_counts():
    assert squeeze("a  { color : red; /* x */ }\n@media (min-width: 5rem) and (max-width: 9rem) { b, i { margin: 0 auto; } }") == (
        "a{color : red}@media (min-width: 5rem) and (max-width: 9rem){b,i{margin: 0 auto}}"
    )
