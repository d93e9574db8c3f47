"""Gathers what goes into the bundle of a final result. Reads only; it stands here because it counts once more."""

import json

from forum.kernel import storage
from forum.voting import bundle
from forum.voting.models import Contest, ContestResult
from forum.voting.packing import unpack
from forum.voting.queries import contests, log
from forum.voting.secrecy import Secrets
from forum.voting.tally import electing
from forum.voting.types import Method, Publish


def bundle_of(row: Contest, result: ContestResult, *, secrets: Secrets) -> dict[str, bytes]:
    """Return the files of a bundle. Cost: one pass over the ballots and one over the log; an imported election brings its own rows."""
    content = json.loads(result.content)
    rankings = contests.rankings(row.id)
    if row.rows_key is not None:
        rows = [(tuple(codes), count) for codes, count in json.loads(storage.fetch(row.rows_key))]
    elif row.publish == Publish.FULL:
        rows = [(unpack(key), count) for key, count in rankings]
    else:
        order = (content["lots"] or {}).get("order", ())
        counted = electing.elect(Method(row.method), rankings, seats=row.seats, options=len(content["options"]), order=order)
        rows = [(unpack(key), count) for key, count in counted.paths]
    newest = log.newest(row.id)
    leaves = log.leaves(row.id, newest.size) if newest else []
    declaration = json.loads(row.announced or "{}")
    return bundle.files(content, rows, hash_=result.hash, declaration=declaration, leaves=leaves, key=secrets.verifier)
