"""Everything about a final result in one zip that anybody can check without this forum. The same vote always gives the same bytes. Pure."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from forum.kernel.hashing import canonical_json
from forum.voting import exports

MOST_RECORDS = 200_000
VERIFIER = Path(__file__).parents[2] / "static" / "votes" / "verify.py"
_README = """{title}

{question}

What is in here
  result.json        the result as it was certified; its SHA-256 stands on the result's page: {hash}
  declaration.json   the question, options and rules as they were announced before the vote opened
  ballots.*          the ballots, as {publish}; in every file the same ones
  rounds.json, .csv  the count, round by round (JSON in RCTab's shape)
  pairwise.csv       how many prefer each option to each
  cvr.json           the same ballots as NIST SP 1500-103 cast vote records{no_records}
  leaves.txt         what was acknowledged to voters, in the order of the log; checkpoint.txt signs its root
  manifest.json      the SHA-256 of every file
  verify.py          checks all of it with nothing but Python 3:  python3 verify.py .
                     and a receipt, if you kept yours:            python3 verify.py . --receipt receipt.txt

What a check shows, and what it does not
  It shows that these ballots give this result by the announced rules, that no file was changed, and that a receipt is in the signed log.
  It does not show who was on the roll, nor that a telephone showed its owner the truth; and leaves cannot be matched with ballots by anybody
  but those who hold a ballot's nonce. The forum's page about votes says what protects them and what does not.
"""


def files(content: Mapping[str, Any], rows: exports.Rows, *, hash_: str, declaration: Mapping[str, Any], leaves: Sequence[bytes], key: str) -> dict[str, bytes]:
    """Return the bundle's files by name. `rows`: the ballots as published; `key`: the log's public key."""
    rows = sorted(rows)
    count = sum(c for _, c in rows)
    found = {
        "result.json": canonical_json(content), "declaration.json": canonical_json(declaration), "pairwise.csv": exports.pairwise_csv(content),
        "leaves.txt": "".join(f"{leaf.hex()}\n" for leaf in leaves), "checkpoint.txt": content["checkpoint"], "key.txt": f"{key}\n", "verify.py": VERIFIER.read_text(encoding="utf-8"),
    }  # fmt: skip
    if content["count"].get("rounds") or content["count"].get("stages"):
        found |= {"rounds.json": exports.rounds_json(content), "rounds.csv": exports.rounds_csv(content)}
    if rows:
        found |= {"ballots.blt": exports.blt(content, rows), "ballots.csv": exports.ballots_csv(content, rows), "ballots.soi": exports.preflib(content, rows), "ballots.abif": exports.abif(content, rows)}
    if 0 < count <= MOST_RECORDS:
        found["cvr.json"] = exports.cast_vote_records(content, rows, generated=content["closed_at"] or "1970-01-01T00:00:00+00:00")
    publish = "full rankings" if content["publish"] == "full" else "count paths: of each ballot only the options that held it"
    found["README.txt"] = _README.format(title=content["title"], question=content["question"], hash=hash_, publish=publish, no_records="" if count <= MOST_RECORDS else " (left out: too many)")
    data = {name: text.encode() for name, text in found.items()}
    data["manifest.json"] = (json.dumps({name: hashlib.sha256(data[name]).hexdigest() for name in sorted(data)}, indent=1) + "\n").encode()
    return data


def zipped(found: Mapping[str, bytes], folder: str) -> bytes:
    """Return files as one zip, without times of today in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(found):
            entry = zipfile.ZipInfo(f"{folder}/{name}", (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, found[name])
    return out.getvalue()
