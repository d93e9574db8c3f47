"""The log: written with the change, delivered once after it, sealed so that a change shows."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from forum.accounts.events import EmailConfirmed, NameChanged
from forum.kernel import clock, events, worker
from forum.kernel.db import db, transaction

NOW = clock.now()


def write(count: int = 3) -> None:
    with transaction():
        for n in range(count):
            events.record(NameChanged(person_id=n + 1), actor_id=n + 1, at=NOW)


class TestRecord:
    def test_a_fact_is_written_with_the_change_or_not_at_all(self, context):
        before = len(_ids())
        with pytest.raises(RuntimeError), transaction():
            events.record(NameChanged(person_id=1), actor_id=1, at=NOW)
            raise RuntimeError
        assert len(_ids()) == before

    def test_the_log_refuses_changes_and_deletions_whoever_asks(self, context):
        write()
        for statement in ("UPDATE events SET kind = 'x'", "UPDATE events SET actor_id = 9", "DELETE FROM events"):
            with pytest.raises(DBAPIError, match="only added to"), transaction():
                db.session.execute(text(statement))
        write()  # and goes on being written


class TestDelivery:
    def test_a_listener_hears_a_fact_once_however_often_the_worker_runs(self, context, heard):
        with transaction():
            events.record(EmailConfirmed(person_id=7), actor_id=7, at=NOW)
        assert heard == []  # not before the commit has been followed by the worker
        for _ in range(3):
            worker.drain()
        assert [e.subject_id for e in heard] == [7]

    def test_nothing_is_delivered_when_the_change_was_rolled_back(self, context, heard):
        with pytest.raises(RuntimeError), transaction():
            events.record(EmailConfirmed(person_id=7), actor_id=7, at=NOW)
            raise RuntimeError
        worker.drain()
        assert heard == []

    def test_the_log_of_a_failure_holds_nobodys_words(self, context, monkeypatch, caplog):
        typed = {"words": "between us"}

        def breaks(event):
            db.session.execute(text("INSERT INTO nowhere (words) VALUES (:words)"), typed)

        monkeypatch.setitem(events._listeners, EmailConfirmed.kind(), {"tests.breaks": breaks})
        with transaction():
            events.record(EmailConfirmed(person_id=7), actor_id=7, at=NOW)
        worker.drain()
        assert "nowhere" in caplog.text
        assert "between us" not in caplog.text
        assert "between us" not in str(db.session.scalars(select(events.Delivery.error)).all())

    def test_a_failing_listener_is_tried_again_later_and_then_kept_for_a_person(self, context, monkeypatch):
        calls = []

        def breaks(event):
            calls.append(event.id)
            raise ValueError("no")

        monkeypatch.setitem(events._listeners, EmailConfirmed.kind(), {"tests.breaks": breaks})
        with transaction():
            events.record(EmailConfirmed(person_id=7), actor_id=7, at=NOW)
        for _ in range(events.ATTEMPTS + 2):
            worker.deliver_batch()
            with transaction():
                db.session.execute(text("UPDATE event_deliveries SET due_at = :then WHERE due_at IS NOT NULL"), {"then": NOW.replace(tzinfo=None) if db.engine.dialect.name == "sqlite" else NOW})
        assert len(calls) == events.ATTEMPTS
        row = db.session.scalars(db.select(events.Delivery)).one()
        assert row.due_at is None
        assert "ValueError" in (row.error or "")


class TestSeals:
    def test_an_untouched_log_verifies(self, context):
        write()
        worker.seal_all()
        write()
        worker.seal_all()
        found = events.verify()
        assert found.faults == ()
        assert found.unsealed == 0
        assert found.seals >= 2
        assert found.events == len(_ids())

    @pytest.mark.parametrize("tampering", [
        "UPDATE events SET actor_id = 999 WHERE id = 2",
        "DELETE FROM events WHERE id = 2",
        "UPDATE events SET seal_id = NULL WHERE id = 2",
    ])
    def test_a_change_behind_the_trigger_is_named(self, context, tampering):
        write()
        worker.seal_all()
        _without_triggers(tampering)
        faults = events.verify().faults
        assert len(faults) == 1
        assert "does not match its events" in faults[0]

    def test_a_seal_taken_out_breaks_the_chain(self, context):
        for _ in range(3):
            write()
            worker.seal_all()
        second = db.session.scalar(text("SELECT id FROM event_seals ORDER BY id LIMIT 1 OFFSET 1"))
        _without_triggers(f"DELETE FROM event_deliveries; DELETE FROM events WHERE seal_id = {second}; DELETE FROM event_seals WHERE id = {second}")
        assert any("does not follow" in f for f in events.verify().faults)


def _ids():
    return db.session.scalars(text("SELECT id FROM events")).all()


def _without_triggers(statements: str) -> None:
    with transaction():
        if db.engine.dialect.name == "sqlite":
            db.session.execute(text("DROP TRIGGER events_are_not_changed"))
            db.session.execute(text("DROP TRIGGER events_are_not_deleted"))
        else:
            db.session.execute(text("ALTER TABLE events DISABLE TRIGGER events_are_kept"))
        for statement in statements.split(";"):
            db.session.execute(text(statement))


@pytest.fixture
def heard(monkeypatch):
    found = []
    monkeypatch.setitem(events._listeners, EmailConfirmed.kind(), {"tests.heard": found.append})
    return found
