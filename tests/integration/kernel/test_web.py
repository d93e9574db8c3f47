"""What every request meets: languages, caching, limits, errors in three forms, faults that lose nothing."""

import re
import sqlite3
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask import request

from forum.app import create_app
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.web import Typed
from tests.support.city import sign_in_as, somebody


class TestLanguages:
    def test_the_address_decides_and_every_address_inside_keeps_it(self, client):
        page = client.get("/ur/").text
        assert 'lang="ur" dir="rtl"' in page
        assert 'href="/ur/sign-in"' in page
        assert 'href="/sign-in' not in page

    def test_the_switch_keeps_the_page_and_its_question(self, client):
        page = client.get("/search?q=water&x=1").text
        assert 'href="/ur/search?q=water&amp;x=1"' in page
        assert 'href="/en/search?q=water&amp;x=1"' in client.get("/ur/search?q=water&x=1").text

    def test_the_browsers_wish_alone_changes_nothing(self, client):
        assert 'lang="en"' in client.get("/", headers={"Accept-Language": "ur"}).text

    def test_the_account_decides_where_the_address_is_silent(self, app):
        with app.app_context():
            who = somebody("Reads Urdu")
        browser = sign_in_as(app, who)
        browser.post("/account/language", data={"locale": "ur"})
        assert 'lang="ur"' in browser.get("/").text
        assert 'lang="en"' in browser.get("/en/").text

    def test_a_language_the_city_does_not_offer_is_a_page_that_is_not_there(self, client):
        assert client.get("/fr/").status_code == 404
        assert client.get("/es/").status_code == 404

    def test_errors_speak_the_language_too(self, client):
        page = client.get("/ur/nowhere")
        assert page.status_code == 404
        assert 'dir="rtl"' in page.text

    @pytest.mark.parametrize("path", ["/ur//evil.example/", "/ur/%2F%2Fevil.example", "/ur", "/ur//", "//ur/"])
    def test_tricks_with_the_prefix_lead_nowhere_else(self, client, path):
        answer = client.get(path)
        assert answer.status_code in {200, 301, 308, 404}
        assert "//evil" not in answer.headers.get("Location", "").replace("http://localhost/", "/")


class TestCaching:
    @pytest.fixture(autouse=True)
    def _within_a_minute(self):
        with time_machine.travel(clock.now().replace(second=20), tick=False):  # the front page is another one each minute
            yield

    def test_the_same_page_is_not_sent_twice(self, client):
        tag = client.get("/").headers["ETag"]
        again = client.get("/", headers={"If-None-Match": tag})
        assert (again.status_code, again.data) == (304, b"")

    def test_another_reader_language_or_question_is_another_page(self, app, client):
        with app.app_context():
            who = somebody("Another Reader")
        tags = {client.get("/").headers["ETag"], client.get("/ur/").headers["ETag"], client.get("/?x=1").headers["ETag"],
                sign_in_as(app, who).get("/").headers["ETag"], sign_in_as(app, who).get("/").headers["ETag"]}
        assert len(tags) == 5

    def test_a_change_of_the_city_is_seen_at_once(self, app, client):
        from forum.kernel.rules import Role
        with app.app_context():
            admin = somebody("City Keeper", Role.ADMINISTRATOR)
        tag = client.get("/").headers["ETag"]
        sign_in_as(app, admin).post("/staff/city", data={"name_en": "Newtown", "tagline_en": "x", "accent": "#0b6e4f"})
        page = client.get("/", headers={"If-None-Match": tag})
        assert page.status_code == 200
        assert "Newtown" in page.text

    @pytest.mark.parametrize(("zone", "minute"), [("Asia/Karachi", 0), ("Asia/Kolkata", 30), ("Asia/Kathmandu", 15)])
    def test_a_page_is_another_one_from_the_hour_of_the_city(self, app, client, monkeypatch, zone, minute):
        monkeypatch.setitem(app.extensions, "forum.settings", replace(app.extensions["forum.settings"], timezone=ZoneInfo(zone)))
        turn, tags = datetime(2026, 3, 4, 18, minute, tzinfo=UTC), []
        for seconds in (-3_599, -1, 1, 3_599):
            with time_machine.travel(turn + timedelta(seconds=seconds), tick=False):
                tags.append(client.get("/moderation").headers["ETag"])
        assert tags[0] == tags[1] != tags[2] == tags[3]

    def test_the_front_page_costs_few_queries_and_a_repetition_fewer(self, app, client, count_queries):
        client.get("/")
        with count_queries() as first:
            client.get("/")
        assert len(first) <= 4, first

        with app.app_context():
            who = somebody("Signed In")
        browser = sign_in_as(app, who)
        with count_queries() as signed_in:
            browser.get("/")
        assert len(signed_in) <= 11, signed_in
        tag = client.get("/").headers["ETag"]  # somebody joined: the front page may say so
        assert client.get("/", headers={"If-None-Match": tag}).status_code == 304


class TestErrors:
    def test_a_person_gets_a_page_a_program_gets_a_problem_htmx_gets_a_fragment(self, client):
        assert "<main" in client.get("/nowhere").text
        problem = client.get("/nowhere", headers={"Accept": "application/json"})
        assert problem.content_type == "application/problem+json"
        assert problem.json["status"] == 404
        fragment = client.get("/nowhere", headers={"HX-Request": "true"})
        assert fragment.status_code == 404
        assert "<main" not in fragment.text
        assert 'role="alert"' in fragment.text

    def test_what_one_must_sign_in_for_leads_there_and_back(self, client):
        assert client.get("/account/data?x=1").headers["Location"] == "/sign-in?next=/account/data?x%3D1"
        assert client.get("/ur/account").headers["Location"] == "/ur/sign-in?next=/ur/account"

    def test_an_unexpected_fault_says_so_with_a_number_and_no_detail(self, app, client, monkeypatch):
        from forum.city import queries

        def breaks(*args):
            raise ZeroDivisionError("SENTINEL")

        monkeypatch.setattr(queries, "text", breaks)
        page = client.get("/about/rules")
        assert page.status_code == 500
        assert "SENTINEL" not in page.text
        assert page.headers["X-Request-ID"] in page.text

    def test_a_page_that_cannot_even_say_so_says_so_barely(self, app, client, monkeypatch):
        from forum.city import queries

        def breaks(*args):
            raise ZeroDivisionError

        monkeypatch.setattr(queries, "city", breaks)
        page = client.get("/")
        assert page.status_code == 500
        assert "Something broke" in page.text

    def test_a_huge_form_is_refused_in_words(self, client):
        page = client.post("/sign-in/email", data={"address": "x" * 12_000_000})
        assert page.status_code == 413
        assert "larger than we can take" in page.text

    @pytest.mark.parametrize("path", ["/%00", "/a" * 3000, "/?q=%ff%fe", "/search?q=" + "%F0%9F" * 50, "/about/..%2f..%2fetc%2fpasswd", "/notices?before=99999999999999999999"])
    def test_odd_addresses_are_no_fault_of_ours(self, client, path):
        assert client.get(path).status_code < 500


    def test_a_moment_no_column_can_hold_is_an_address_that_leads_nowhere(self, client, monkeypatch):
        from forum.voting.views import reading
        monkeypatch.setattr(reading, "_mark", lambda text: (datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=23))), 1))
        assert client.get("/votes").status_code == 404

    def test_a_statement_that_is_wrong_in_another_way_is_our_fault(self, client, monkeypatch):
        from forum.voting.views import reading
        monkeypatch.setattr(reading, "_mark", lambda text: (datetime(2026, 1, 1), 1))  # noqa: DTZ001  a time without a zone, which no column takes
        assert client.get("/votes").status_code == 500


class TestZeroBytes:
    def test_none_comes_in_with_a_form_an_upload_or_an_address(self, app):
        seen = []

        @app.before_request
        def look():
            seen.append({**request.args, **request.form, **{name: file.read() for name, file in request.files.items()}})

        files = {"na\0me": "zero \0 byte\0", "file": (BytesIO(b"\0"), "a.txt")}
        app.test_client().post("/?q=%00a%00", data=files, content_type="multipart/form-data")
        app.test_client().post("/?q=%00a%00", data={"na\0me": "zero \0 byte\0"})
        usual = {"q": "a", "name": "zero  byte"}
        assert seen == [{**usual, "file": b"\0"}, usual]

    def test_what_comes_more_than_once_stays_so(self):
        assert Typed([("a", "1\0"), ("a", "2"), ("b", "")]).getlist("a") == ["1", "2"]


class TestFaults:
    def test_a_database_that_is_away_is_a_page_that_says_when_to_come_back(self, settings, tmp_path):
        url = "postgresql://nobody@127.0.0.1:9/nothing"
        app = create_app({**settings, "DATABASE_URL": url, "FORUM_INSTANCE": str(tmp_path / "i")})
        page = app.test_client().get("/")
        assert page.status_code == 503
        assert page.headers["Retry-After"] == "30"
        assert "Nothing was changed" in page.text
        assert app.test_client().get("/healthz").status_code == 200
        assert app.test_client().get("/readyz").status_code == 503

    def test_a_locked_database_is_waited_for_then_503_and_nothing_half_written(self, settings, sqlite_template, tmp_path):
        import shutil
        file = tmp_path / "forum.db"
        shutil.copyfile(sqlite_template, file)
        app = create_app({**settings, "DATABASE_URL": f"sqlite:///{file}", "FORUM_INSTANCE": str(tmp_path / "i")})
        app.config["WTF_CSRF_ENABLED"] = False
        with app.app_context():
            who = somebody("Waits Patiently")
            db.engine.dispose()
        from sqlalchemy import event
        with app.app_context():
            event.listen(db.engine, "connect", lambda c, r: c.execute("PRAGMA busy_timeout=200"))
        browser = sign_in_as(app, who)
        holder = sqlite3.connect(file, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        try:
            answer = browser.post("/account/profile", data={"name": "Other Name", "about": ""})
            assert answer.status_code == 503
            assert browser.get("/").status_code == 200  # readers are not kept waiting
        finally:
            holder.execute("ROLLBACK")
            holder.close()
        assert "Other Name" not in browser.get("/account").text
        assert browser.post("/account/profile", data={"name": "Other Name", "about": ""}).status_code == 303

    def test_many_writers_at_once_all_get_through(self, app, database_url):
        with app.app_context():
            people = [somebody(f"Writer Number {n}") for n in range(8)]
        browsers = [sign_in_as(app, p) for p in people]
        answers = []

        def write(browser, n):
            for turn in range(4):
                answers.append(browser.post("/account/profile", data={"name": f"Writer {n} {turn} x", "about": "words"}).status_code)

        threads = [threading.Thread(target=write, args=(b, n)) for n, b in enumerate(browsers)]
        [t.start() for t in threads]
        [t.join() for t in threads]
        assert answers == [303] * 32


class TestLimits:
    @pytest.fixture
    def limited(self, settings, sqlite_template, tmp_path):
        import shutil

        def make(hops):
            shutil.copyfile(sqlite_template, tmp_path / f"f{hops}.db")
            app = create_app({**settings, "DATABASE_URL": f"sqlite:///{tmp_path / f'f{hops}.db'}", "FORUM_INSTANCE": str(tmp_path / f"i{hops}"),
                              "FORUM_PROXY_HOPS": str(hops), "FORUM_RATE_LIMITS": "on"})
            app.config["WTF_CSRF_ENABLED"] = False
            return app.test_client()

        yield make
        from forum.kernel.web import limiter
        limiter.reset()
        limiter.enabled = False

    def ask(self, client, who, times):
        return [client.post("/sign-in/email", data={"address": "x"}, headers={"X-Forwarded-For": who}).status_code for _ in range(times)]

    def test_behind_one_proxy_each_visitor_is_counted_alone(self, limited):
        client = limited(1)
        assert self.ask(client, "203.0.113.1", 21)[-1] == 429
        assert self.ask(client, "203.0.113.2", 1) == [422]

    def test_what_a_visitor_writes_in_front_of_the_proxys_word_does_not_count(self, limited):
        client = limited(1)
        answers = [self.ask(client, f"198.51.100.{n}, 203.0.113.9", 1)[0] for n in range(21)]
        assert answers[-1] == 429

    def test_without_a_proxy_the_header_is_ignored(self, limited):
        client = limited(0)
        answers = [self.ask(client, f"203.0.113.{n}", 1)[0] for n in range(21)]
        assert answers[-1] == 429


class TestMachines:
    def test_metrics_are_for_whoever_holds_the_token(self, client):
        assert client.get("/metrics").status_code == 404
        assert client.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 404
        client.get("/")
        page = client.get("/metrics", headers={"Authorization": "Bearer " + "m" * 32})
        assert re.search(r'forum_requests_total{method="GET",route="/",status="200"} [1-9]', page.text)

    def test_ready_means_migrated(self, app, client):
        assert client.get("/readyz").json == {"database": True, "migrations": True}
        from forum.kernel.db import transaction
        with app.app_context(), transaction():
            db.session.execute(db.text("UPDATE alembic_version SET version_num = '0000'"))
        assert client.get("/readyz").status_code == 503

    def test_the_log_holds_no_person(self, app, client, caplog):
        import logging
        with app.app_context():
            who = somebody("Very Recognisable")
        with caplog.at_level(logging.DEBUG):
            sign_in_as(app, who).get(f"/people/{who.handle}?q=secret-words")
            client.post("/sign-in/email", data={"address": "very-recognisable@example.org"})
        written = "".join(str(r.__dict__) for r in caplog.records if r.name.startswith("forum"))
        assert "/people/<handle>" in written
        for word in ("recognisable", "secret-words", "127.0.0.1"):
            assert word not in written.lower()


class TestStart:
    def test_an_unreachable_database_is_one_sentence_and_nothing_half_made(self, run_flask, tmp_path):
        made = run_flask("db", "upgrade", DATABASE_URL="postgresql://nobody@127.0.0.1:9/x", FORUM_INSTANCE=str(tmp_path / "i"))
        assert made.returncode == 2
        assert "The database cannot be used" in made.stderr
        assert "Traceback" not in made.stderr

    def test_a_mistaken_setting_is_one_sentence_and_no_folder(self, run_flask, tmp_path):
        made = run_flask("db", "upgrade", FORUM_LOCALES="xx", FORUM_INSTANCE=str(tmp_path / "never"))
        assert made.returncode == 2
        assert made.stderr.strip() == "FORUM_LOCALES should list languages out of en, ur, es, not 'xx'."
        assert not (tmp_path / "never").exists()

    def test_the_secret_is_made_once_and_read_by_its_owner_alone(self, settings, tmp_path):
        values = {k: v for k, v in settings.items() if k != "SECRET_KEY"} | {"FORUM_INSTANCE": str(tmp_path), "DATABASE_URL": "sqlite://"}
        keys = {create_app(values).config["SECRET_KEY"] for _ in range(2)}
        assert len(keys) == 1
        assert Path(tmp_path / "secret_key").stat().st_mode & 0o077 == 0
