"""The city's settings, texts and front page."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from forum.city import actions
from forum.city.models import District, HomeDistrict, TopicInterest
from forum.city.queries import city
from forum.kernel import clock
from forum.kernel.db import db, transaction
from forum.kernel.rules import Role
from tests.support.city import NOWHERE, sign_in_as, somebody


@pytest.fixture
def admin(app, context):
    return sign_in_as(app, somebody("Farhan Siddiqui", Role.ADMINISTRATOR))


def save(admin, **form):
    return admin.post("/staff/city", data={"name_en": "Testville", "name_ur": "ٹیسٹ", "tagline_en": "A place", "accent": "#0b6e4f", **form})


class TestSettings:
    def test_a_colour_that_cannot_be_read_is_refused_with_its_ratio_and_what_was_typed_is_kept(self, admin):
        page = save(admin, accent="#ffcc00", name_en="Brightville")
        assert page.status_code == 422
        assert "1.5 to 1" in page.text
        assert 'value="Brightville"' in page.text

    def test_a_new_colour_reaches_every_page_as_a_sheet_of_its_own(self, admin, client):
        save(admin, accent="#7a1fa2")
        page = client.get("/").text
        assert "/city/" in page
        import re
        sheet = client.get(re.search(r'href="(/city/[0-9]+[.]css)"', page)[1])
        assert "#7a1fa2" in sheet.text
        assert sheet.content_type.startswith("text/css")

    @pytest.mark.parametrize("accent", ["red", "#fff", "#0b6e4f;}body{display:none", ""])
    def test_what_is_no_colour_reaches_no_sheet(self, admin, client, accent):
        assert save(admin, accent=accent).status_code == 422

    def test_a_city_needs_a_name(self, admin):
        assert save(admin, name_en="", name_ur="").status_code == 422

    def test_districts_are_added_renamed_and_taken_out_of_use(self, admin, client):
        assert admin.post("/staff/city/districts", data={"name_en": "West End", "name_ur": "مغرب"}).status_code == 303
        assert "West End" in client.get("/").text
        assert "مغرب" in client.get("/ur/").text
        assert admin.post("/staff/city/districts", data={"name_en": "West End"}).status_code == 409
        admin.post("/staff/city/districts/west-end", data={"name_en": "Far West", "name_ur": "مغرب"})
        assert "Far West" in client.get("/").text
        admin.post("/staff/city/districts/west-end/retirement", data={"retired": "yes"})
        assert "Far West" not in client.get("/").text
        assert admin.post("/staff/city/districts", data={"name_en": " ", "name_ur": ""}).status_code == 422
        assert admin.get("/staff/city/districts/nowhere").status_code == 404

    def test_a_text_is_written_in_each_language_and_cleaned(self, admin, client):
        admin.post("/staff/city/texts/rules/en", data={"source": "## Be kind\n<script>alert(1)</script>"})
        admin.post("/staff/city/texts/rules/ur", data={"source": "مہربان رہیں"})
        assert "<h2>Be kind</h2>" in client.get("/about/rules").text
        assert "<script>alert" not in client.get("/about/rules").text
        assert "مہربان" in client.get("/ur/about/rules").text
        assert admin.post("/staff/city/texts/nothing/en", data={"source": "x"}).status_code == 404
        assert admin.post("/staff/city/texts/rules/xx", data={"source": "x"}).status_code == 404

    def test_a_text_that_is_not_written_in_a_language_is_shown_in_another_and_says_so(self, admin, client):
        admin.post("/staff/city/texts/privacy/en", data={"source": "We keep little."})
        page = client.get("/ur/about/privacy").text
        assert "We keep little." in page
        assert 'lang="en"' in page


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # SQLite lets one write at a time
def test_two_changes_at_once_are_two_new_versions(app, context):
    one, other = (d.slug for d in db.session.query(District).order_by(District.id).limit(2))
    before, begun, may_end = city("en").version, threading.Event(), threading.Event()
    db.session.rollback()

    def rename(slug, *, slowly):
        with app.app_context(), transaction():
            actions.change_district(slug, name={"en": f"New {slug}"}, actor=NOWHERE, now=clock.now())
            if slowly:
                begun.set()
                assert may_end.wait(20)

    with ThreadPoolExecutor(2) as pool:
        slow = pool.submit(rename, one, slowly=True)
        assert begun.wait(20)
        fast, end = pool.submit(rename, other, slowly=False), time.monotonic() + 20
        while not fast.done() and time.monotonic() < end and not db.session.scalar(db.text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")):
            db.session.rollback()
        may_end.set()
        slow.result(20)
        fast.result(20)
    db.session.rollback()
    assert city("en").version == before + 2


class TestInterests:
    def test_district_and_topics_are_remembered_and_can_be_changed(self, app, context):
        who = somebody("Ayesha Khan")
        browser = sign_in_as(app, who)
        assert browser.post("/welcome/district", data={"district": "1", "next": "/residency"}).headers["Location"] == "/welcome/topics?next=/residency"
        assert browser.post("/welcome/topics", data={"topics": ["1"], "next": "/residency"}).headers["Location"] == "/residency"
        browser.post("/welcome/district", data={"district": "2"})
        assert db.session.query(HomeDistrict).one().district_id == 2
        browser.post("/welcome/topics", data={})
        assert db.session.query(TopicInterest).count() == 0

    @pytest.mark.parametrize("form", [{"district": "99"}, {"district": "x"}, {}])
    def test_what_is_no_district_is_refused(self, app, context, form):
        assert sign_in_as(app, somebody("Ayesha Khan")).post("/welcome/district", data=form).status_code == 422

    def test_every_step_can_be_skipped(self, app, context):
        browser = sign_in_as(app, somebody("Ayesha Khan"))
        for step in ("/welcome?next=/residency", "/welcome/district?next=/residency", "/welcome/topics?next=/residency"):
            assert "Skip" in browser.get(step).text


class TestSearch:
    def test_pages_topics_districts_and_public_people_are_found(self, app, context, admin, client):
        admin.post("/staff/city/texts/rules/en", data={"source": "Be kind to neighbours"})
        for name, public in (("Openly Known", "y"), ("Quietly Known", "")):
            sign_in_as(app, somebody(name)).post("/account/profile", data={"name": name, "about": "", "is_public": public})
        assert "/about/rules" in client.get("/search?q=neighb").text
        assert "Water" in client.get("/search?q=wat").text
        assert "North" in client.get("/search?q=NOR").text
        found = client.get("/search?q=known").text
        assert "Openly Known" in found
        assert "Quietly Known" not in found
        assert "پانی" in client.get("/ur/search?q=پاني").text

    @pytest.mark.parametrize("q", ["%25%25", "__", "'; DROP TABLE people; --", "zzzz", "<script>alert(1)</script>", "*" * 500])
    def test_odd_words_find_nothing_and_break_nothing(self, client, q):
        page = client.get("/search", query_string={"q": q})
        assert page.status_code == 200
        assert "Nothing was found" in page.text
        assert "<script>alert" not in page.text
