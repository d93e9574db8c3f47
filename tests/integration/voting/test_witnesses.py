"""Witnesses outside co-sign the log, as C2SP's tlog-cosignature says; and links to votes bring a picture."""

import base64
import io

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PIL import Image

from forum.kernel import clock, worker
from forum.kernel.db import transaction
from forum.kernel.settings import SettingsError
from forum.voting import keys, notes
from forum.voting.actions import closing
from forum.voting.keys import secrets
from forum.voting.queries import contests


class Outsider:
    """A newspaper with a key of its own."""

    def __init__(self, name="example.org/news"):
        self.key, self.name = Ed25519PrivateKey.generate(), name
        self.public = self.key.public_key().public_bytes_raw()
        self.mark = notes.key_id(name, self.public, notes.COSIGNATURE)

    @property
    def word(self):
        return f"{self.name}+{self.mark.hex()}+{base64.b64encode(notes.COSIGNATURE + self.public).decode()}"

    def line(self, body, at=1_790_000_000):
        signature = self.key.sign(f"cosignature/v1\ntime {at}\n{body}".encode())
        return f"— {self.name} {base64.b64encode(self.mark + at.to_bytes(8, 'big') + signature).decode()}\n"


@pytest.fixture
def logged(polls):
    """Return a vote whose log has a checkpoint, its address, and a witness the city has named."""
    name, outsider = polls.open(), Outsider()
    for who in ("ayesha", "bilal", "mariam"):
        polls.cast(name, who, 1)
    with transaction():
        closing.extend_log(contests.prepared(name).id, now=clock.now(), secrets=secrets(), is_last=True)
    polls.town.app.extensions["forum.witnesses"] = (keys._witness(outsider.word),)
    return f"/votes/{name}/log", outsider, polls.town.app.test_client()


def test_a_witness_named_by_the_city_signs_once_and_all_can_see_it(logged):
    address, outsider, client = logged
    note = client.get(f"{address}/checkpoint").text
    body = note.partition("\n\n")[0] + "\n"
    assert "nobody yet" in client.get(address).text
    for at in (1_790_000_000, 1_790_000_100):
        answer = client.post(f"{address}/checkpoint", data=note + outsider.line(body, at), content_type="text/plain")
        assert (answer.status_code, answer.text) == (200, "example.org/news\n")
    kept = client.get(f"{address}/checkpoint").text
    assert kept == note + outsider.line(body)
    assert "nobody yet" not in client.get(address).text


@pytest.mark.parametrize("fault", ["stranger", "other words", "other size", "nonsense", "empty", "huge"])
def test_nothing_else_is_taken(logged, fault):
    address, outsider, client = logged
    note = client.get(f"{address}/checkpoint").text
    body = note.partition("\n\n")[0] + "\n"
    sent = {
        "stranger": note + Outsider().line(body), "other words": note + outsider.line(body.replace("\n3\n", "\n4\n")), "other size": note.replace("\n3\n", "\n4\n") + outsider.line(body),
        "nonsense": note + "— example.org/news %%%\n— example.org/news AAAA\nno line\n", "empty": "", "huge": note + "— a b\n" * 100_000,
    }[fault]  # fmt: skip
    answer = client.post(f"{address}/checkpoint", data=sent, content_type="text/plain")
    assert answer.status_code == 422
    assert client.get(f"{address}/checkpoint").text == note


def test_a_key_that_is_none_is_refused_when_the_forum_starts():
    for word in ("news", "news+00000000+AAAA", Outsider().word.replace("example.org/news", "example.org/olds")):
        with pytest.raises(SettingsError, match="FORUM_WITNESSES"):
            keys._witness(word)


def test_links_to_a_vote_bring_a_picture(polls):
    name = polls.announce()
    client = polls.town.app.test_client()
    assert client.get(f"/votes/{name}/card.png").status_code == 302
    worker.deliver_batch()
    first = client.get(f"/votes/{name}/card.png").data
    assert Image.open(io.BytesIO(first)).size == (1200, 630)
    polls.shift(name)
    polls.cast(name, "ayesha", 2)
    polls.close(name)
    worker.deliver_batch()
    assert client.get(f"/votes/{name}/card.png").data != first
    assert f"/votes/{name}/card.png" in client.get(f"/votes/{name}/result").text
