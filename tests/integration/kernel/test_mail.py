"""Mail: written with the change, sent after it, once; by a real SMTP server."""

import smtplib
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
import time_machine
from aiosmtpd.controller import Controller

from forum.kernel import clock, letters, outbox, worker
from forum.kernel.db import db, transaction
from forum.kernel.letters import Draft
from forum.kernel.mail import Folder, Smtp
from forum.kernel.outbox import Mail
from forum.kernel.words import N_
from tests.support.servers import free_port


class Inbox:
    """An SMTP server's handler that keeps what it takes, and refuses whom it is told to."""

    def __init__(self):
        self.taken, self.answer = [], "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.answer != "250 OK":
            return self.answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.taken.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def inbox(context):
    handler = Inbox()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    context.extensions["forum.mail"] = Smtp(f"smtp://127.0.0.1:{controller.port}", "Forum <forum@example.org>")
    yield handler
    controller.stop()


def write(once="one", to="ayesha@example.org", locale="en"):
    with transaction():
        draft = Draft(subject=N_("Your account is closed"), lines=(N_("Your account is closed"),), code="123456", link=(N_("Look at my account"), "/account"))
        letters.send(draft, to=to, locale=locale, once=once, now=clock.now())


def state():
    return db.session.scalars(db.select(Mail.state).order_by(Mail.id)).all()


def test_a_mail_reaches_the_server_whole(inbox):
    write()
    worker.drain()
    [mail] = inbox.taken
    assert (mail["To"], mail["From"]) == ("ayesha@example.org", "Forum <forum@example.org>")
    assert mail["Message-ID"]
    assert mail["Date"]
    plain, html = mail.get_body(("plain",)).get_content(), mail.get_body(("html",)).get_content()
    assert "123456" in plain
    assert "123456" in html
    assert "/account" in plain
    assert state() == ["sent"]


def test_in_urdu_it_runs_from_right_to_left_and_leads_into_urdu(inbox):
    write(locale="ur")
    worker.drain()
    html = inbox.taken[0].get_body(("html",)).get_content()
    assert 'dir="rtl"' in html
    assert "/ur/account" in html
    assert inbox.taken[0]["Subject"] != "Your account is closed"


def test_nothing_is_sent_when_the_change_was_rolled_back(inbox):
    with pytest.raises(RuntimeError), transaction():
        draft = Draft(subject="s", lines=("l",))
        letters.send(draft, to="a@example.org", locale="en", once="x", now=clock.now())
        raise RuntimeError
    worker.drain()
    assert inbox.taken == []


def test_one_act_is_one_mail_however_often_it_is_posted_and_drained(inbox):
    for _ in range(3):
        write("same")
        worker.drain()
    assert len(inbox.taken) == 1


def test_what_was_sent_keeps_no_words(inbox):
    write()
    worker.drain()
    assert db.session.execute(db.select(Mail.text, Mail.html)).one() == ("", "")


def test_a_server_that_is_away_is_tried_again_later(context):
    context.extensions["forum.mail"] = Smtp(f"smtp://127.0.0.1:{free_port()}", "f@example.org")
    write()
    worker.drain()
    row = db.session.scalars(db.select(Mail)).one()
    assert (row.state, row.attempts, row.error) == ("queued", 1, "ConnectionRefusedError")
    assert row.due_at > clock.now()


def test_a_refusal_for_good_is_not_repeated_and_can_be_retried_by_hand(inbox):
    inbox.answer = "550 no such mailbox"
    write()
    worker.drain()
    assert state() == ["failed"]
    inbox.answer = "250 OK"
    with transaction():
        outbox.retry(db.session.scalar(db.select(Mail.id)), clock.now())
    worker.drain()
    assert state() == ["sent"]


def test_a_refusal_for_now_is_tried_again(inbox):
    inbox.answer = "451 greylisted"
    write()
    worker.drain()
    assert state() == ["queued"]
    inbox.answer = "250 OK"
    with time_machine.travel(clock.now() + timedelta(minutes=5)):
        worker.drain()
    assert state() == ["sent"]
    assert len(inbox.taken) == 1


def test_a_worker_killed_between_claim_and_sending_loses_nothing(inbox):
    write()
    number = db.session.scalar(db.select(Mail.id))
    with transaction():
        outbox.claim(number, clock.now())  # and then the process is gone
    worker.drain()
    assert inbox.taken == []
    with time_machine.travel(clock.now() + outbox.CLAIM + timedelta(seconds=1)):
        worker.drain()
    assert len(inbox.taken) == 1


def test_a_claimed_mail_is_not_claimed_by_another_worker(context):
    write()
    number = db.session.scalar(db.select(Mail.id))
    with transaction():
        assert outbox.claim(number, clock.now()) is not None
        assert outbox.claim(number, clock.now()) is None


def test_line_breaks_in_a_subject_make_no_header(inbox):
    with transaction():
        outbox.post(outbox.Letter("Hello\r\nBcc: all@example.org", "t", "h", "en"), to="a@example.org", once="x", now=clock.now())
    worker.drain()
    assert all(m["Bcc"] is None for m in inbox.taken)


def test_the_demo_writes_files_a_person_can_read(context, tmp_path):
    context.extensions["forum.mail"] = Folder(tmp_path / "outbox", "f@example.org")
    write("a")
    write("b")
    worker.drain()
    files = sorted((tmp_path / "outbox").glob("*.eml"))
    assert [f.name for f in files] == ["00001-ayesha-example-org.eml", "00002-ayesha-example-org.eml"]
    assert b"123456" in files[0].read_bytes()


def test_smtp_addresses_are_read():
    made = Smtp("smtps://me%40x:p%3Aw@mail.example.org", "f")
    assert (made.host, made.port, made.user, made.password, made.tls) == ("mail.example.org", 465, "me@x", "p:w", True)
    assert issubclass(smtplib.SMTPException, OSError)
