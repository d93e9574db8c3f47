"""Takes one's data along, and leaves: nothing of the person remains, and nothing of anybody else is lost."""

import io
import json
import zipfile

import pytest
from sqlalchemy import text

from forum.city.models import HomeDistrict
from forum.kernel import clock, worker
from forum.kernel.db import Base, db, transaction
from forum.kernel.events import verify
from forum.kernel.rules import Role
from forum.residency.actions import confirming, handing_out
from forum.residency.types import Method
from tests.support.city import NOWHERE, sign_in_as, somebody
from tests.support.pictures import photo


@pytest.fixture
def rich(app, context):
    """Somebody with a row in as many tables as a person can have."""
    noise = somebody("Noise Maker", Role.ADMINISTRATOR)
    who = somebody("Ayesha Unmistakable")
    with transaction():
        for method in Method:
            handing_out.switch_method(method.value, on=True, actor=NOWHERE, now=clock.now())
    browser = sign_in_as(app, who)
    browser.post("/account/profile", data={"name": "Ayesha Unmistakable", "about": "Unmistakable words", "is_public": "y"})
    browser.post("/welcome/district", data={"district": "1"})
    browser.post("/welcome/topics", data={"topics": "1"})
    browser.post("/residency/by/document", data={"district": "1", "photo": (io.BytesIO(photo()), "bill.jpg")})
    browser.post("/residency/by/letter", data={"district": "1", "address": "House 7, Unmistakable Street, G-9"})
    browser.post("/residency/by/invitation", data={"code": "wrong"})
    with transaction():
        confirming.confirm(who.id, district_id=1, method=Method.ROLL, proof="p" * 64, by=None, now=clock.now())
    browser.post("/sign-in/email", data={"address": "unmistakable-two@example.org", "purpose": "email"})
    worker.drain()
    return who, browser, noise


def everything() -> str:
    return "\n".join(str(tuple(r)) for t in Base.metadata.tables.values() for r in db.session.execute(t.select()))


def test_the_download_holds_every_table_and_no_secret(rich):
    _who, browser, _ = rich
    answer = browser.post("/account/data/download")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    archive = zipfile.ZipFile(io.BytesIO(answer.data))
    files = {n: json.loads(archive.read(n)) for n in archive.namelist() if n.endswith(".json")}
    for table in ("people.id", "identities.person_id", "sessions.person_id", "residencies.person_id", "papers.person_id", "postal_letters.person_id",
                  "home_districts.person_id", "topic_interests.person_id", "notices.person_id", "events.actor_id", "stored_files.owner_id"):
        assert files[f"{table}.json"]["rows"], table
    assert "Unmistakable words" in json.dumps(files)
    assert not any(k.endswith("_hash") or k == "token" for f in files.values() for row in f["rows"] for k in row)


def test_closing_leaves_no_trace_of_the_person_and_changes_nobody_else(app, rich, tmp_path):
    who, browser, noise = rich
    assert "nmistakable" in everything()
    before = db.session.execute(text("SELECT count(*) FROM events")).scalar()
    assert browser.post("/account/data/closing", data={"sure": "y"}).headers["Location"] == "/account/closed"
    worker.drain()
    with transaction():
        db.session.execute(text("UPDATE outbox SET to_address = '' WHERE once LIKE 'event %' AND state = 'sent' AND person_id IS NULL"))
    assert "nmistakable" not in everything()
    assert not [f for f in (tmp_path / "instance" / "files").rglob("*") if f.is_file()]
    assert db.session.query(HomeDistrict).count() == 0
    assert db.session.execute(text("SELECT count(*) FROM events")).scalar() > before  # the log only grows
    worker.seal_all()
    assert verify().faults == ()
    assert browser.get("/account").status_code == 303
    assert app.test_client().get(f"/people/{who.handle}").status_code == 404
    assert sign_in_as(app, noise).get("/account").status_code == 200


def test_without_a_tick_nothing_happens(rich):
    _, browser, _ = rich
    assert browser.post("/account/data/closing", data={}).status_code == 422
    assert browser.get("/account").status_code == 200


def test_the_last_administrator_cannot_leave(app, rich):
    assert sign_in_as(app, rich[2]).post("/account/data/closing", data={"sure": "y"}).status_code == 409


def test_a_name_of_a_closed_account_is_free_and_the_person_may_come_back_as_new(app, rich):
    who, browser, _ = rich
    browser.post("/account/data/closing", data={"sure": "y"})
    assert somebody("Ayesha Unmistakable").id != who.id
