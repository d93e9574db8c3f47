"""The public log of a vote: signed checkpoints, leaves, and proofs, for voters, witnesses and programs."""

import base64
import re

from flask import Response, jsonify, render_template, request

from forum.kernel import clock
from forum.kernel.access import requires
from forum.kernel.errors import NotFound
from forum.kernel.web import conditional, csrf, limiter, writes
from forum.voting.actions import cosigning
from forum.voting.blueprint import voting
from forum.voting.keys import secrets, witnesses
from forum.voting.queries import contests, log
from forum.voting.views.reading import words

_LEAF = re.compile(r"[0-9a-f]{64}")
LEAVES = 10_000


@voting.get("/votes/<slug>/log")
@requires("voting.see")
def log_page(slug: str) -> str:
    """Show the log: its key, its checkpoints, and how to check them."""
    row = contests.by_slug(slug)
    found = log.checkpoints(row.id)
    conditional(row.touched_at, len(found), found[0].size if found else 0, len(witnesses()))
    return render_template("voting/log.html", **words(row, clock.now()), checkpoints=found, key=secrets().verifier, witnesses=witnesses())


@voting.get("/votes/<slug>/log/checkpoint")
@requires("voting.see")
def checkpoint(slug: str) -> Response:
    """Send the newest checkpoint, or the one of a size asked for."""
    row = contests.by_slug(slug)
    size = request.args.get("size", "")
    found = log.checkpoint(row.id, int(size)) if size.isdecimal() and len(size) < 12 else log.newest(row.id)
    if found is None:
        raise NotFound
    return _text(found.note + found.cosignatures)


@voting.post("/votes/<slug>/log/checkpoint")
@csrf.exempt  # type: ignore[untyped-decorator]  # Flask-WTF is untyped
@requires("voting.cosign")
@limiter.limit("60 per hour")
@writes
def cosign(slug: str) -> Response:
    """Take a checkpoint with a witness's signature under it. A program sends it, with no session; the signature is the proof."""
    names = cosigning.cosign(slug, request.get_data(as_text=True)[:8_000], witnesses=witnesses(), now=clock.now())
    return _text("".join(f"{name}\n" for name in names))


@voting.get("/votes/<slug>/log/leaves")
@requires("voting.see")
def leaves(slug: str) -> Response:
    """Send leaves in order, as lines, ten thousand at a time from `start`."""
    row = contests.by_slug(slug)
    start = request.args.get("start", "0")
    begin = int(start) if start.isdecimal() and len(start) < 12 else 0
    return _text("".join(f"{leaf.hex()}\n" for leaf in log.leaves(row.id, begin + LEAVES, begin)))


@voting.get("/votes/<slug>/log/consistency")
@requires("voting.see")
def consistency(slug: str) -> Response:
    """Send the proof that the newest checkpoint's tree begins with the one of `from` leaves."""
    row = contests.by_slug(slug)
    newest, old = _newest(row), request.args.get("from", "")
    if not old.isdecimal() or len(old) > 12 or not 0 < int(old) <= newest.size:
        raise NotFound
    proof = log.tree(row.id, newest.size, newest.root).consistency(int(old))
    return jsonify({"from": int(old), "to": newest.size, "root": _b64(newest.root), "proof": [_b64(p) for p in proof]})


@voting.get("/votes/<slug>/log/<leaf>")
@requires("voting.see")
def leaf_page(slug: str, leaf: str) -> str | Response:
    """Show whether a leaf is in the signed log, and the proof; the same as JSON for programs."""
    row = contests.by_slug(slug)
    found = log.leaf(row.id, bytes.fromhex(leaf)) if _LEAF.fullmatch(leaf) else None
    newest = log.newest(row.id)
    covered = found is not None and found.position is not None and newest is not None and found.position < newest.size
    conditional(row.touched_at, leaf, newest.size if newest else 0, found is not None, covered)
    path = log.tree(row.id, newest.size, newest.root).inclusion(found.position) if covered and newest and found and found.position is not None else []
    if request.args.get("as") == "json":
        if found is None:
            raise NotFound
        return jsonify({"leaf": leaf, "index": found.position, "size": newest.size if newest else 0, "root": _b64(newest.root) if newest else "", "proof": [_b64(p) for p in path], "included": covered})
    return render_template("voting/leaf.html", **words(row, clock.now()), leaf=leaf, found=found, covered=covered, newest=newest, path=[p.hex() for p in path])


def _newest(row: contests.ContestRow) -> log.CheckpointRow:
    found = log.newest(row.id)
    if found is None:
        raise NotFound
    return found


def _text(body: str) -> Response:
    return Response(body, content_type="text/plain; charset=utf-8")


def _b64(value: bytes) -> str:
    return base64.b64encode(value).decode()
