"""Background work on every queue there is: asked for, run in its own context, signed, noted."""

import time

import pytest

from forum.app import create_app
from forum.kernel import jobs
from forum.kernel.db import db
from forum.kernel.jobs import JobRun


@pytest.fixture(params=["sqlite", pytest.param("redis", marks=pytest.mark.redis), pytest.param("postgresql", marks=pytest.mark.postgresql)])
def queue_url(request):
    if request.param == "sqlite":
        return "sqlite:"
    if request.param == "redis":
        return request.getfixturevalue("redis_server")
    return request.getfixturevalue("postgresql_server").replace("postgresql+psycopg", "postgresql")


@pytest.fixture(scope="session")
def redis_server():
    from tests.support import servers
    with servers.redis() as url:
        yield url


@pytest.fixture
def app(settings, sqlite_template, tmp_path, queue_url):
    import shutil
    shutil.copyfile(sqlite_template, tmp_path / "forum.db")
    return create_app({**settings, "DATABASE_URL": f"sqlite:///{tmp_path / 'forum.db'}", "FORUM_INSTANCE": str(tmp_path), "FORUM_JOBS_URL": queue_url})


def wait_for(check, seconds=10):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if check():
            return True
        time.sleep(0.02)
    return False


def test_work_that_is_asked_for_is_done_by_the_embedded_worker_and_it_stops_cleanly(app):
    done = []
    jobs.of(app).add("tests.work", lambda *args: done.append(args))
    with app.app_context():
        stop = jobs.start_embedded(app)
        try:
            for n in range(5):
                jobs.of(app).ask("tests.work", n)
            assert wait_for(lambda: len(done) == 5)
        finally:
            began = time.monotonic()
            stop()
    assert sorted(done) == [(n,) for n in range(5)]
    assert time.monotonic() - began < 5


def test_a_message_that_somebody_else_signed_is_not_run(app, settings, tmp_path, queue_url):
    done = []
    jobs.of(app).add("tests.work", lambda *args: done.append(args))
    other = create_app({**settings, "SECRET_KEY": "x" * 40, "DATABASE_URL": f"sqlite:///{tmp_path / 'forum.db'}", "FORUM_INSTANCE": str(tmp_path), "FORUM_JOBS_URL": queue_url})
    jobs.of(other).add("tests.work", lambda *args: None)
    jobs.of(other).ask("tests.work", 1)
    with pytest.raises(ValueError, match="Signature"):
        jobs.of(app).huey.dequeue()
    assert done == []


def test_a_periodic_job_notes_how_it_went(app):
    def breaks():
        raise ValueError("no")

    jobs.of(app).add("tests.well", lambda: None, every=5)
    jobs.of(app).add("tests.ill", breaks, every=5)
    jobs.of(app).run("tests.well")
    jobs.of(app).run("tests.ill")
    with app.app_context():
        rows = {r.name: r.error for r in db.session.scalars(db.select(JobRun))}
    assert rows == {"tests.well": None, "tests.ill": "ValueError: no"}


def test_a_queue_that_is_away_is_no_reason_to_fail(app, monkeypatch):
    def away(*args):
        raise ConnectionError

    jobs.of(app).add("tests.work", lambda: None)
    monkeypatch.setitem(jobs.of(app)._tasks, "tests.work", away)
    jobs.of(app).ask("tests.work")
