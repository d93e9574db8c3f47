"""What the council needs to know of a proposal, as one record that is the same for everybody who asks. Pure.

No names of languages, readers or hours stand in it: two people who export it hold the same bytes, and its hash says whether a printed one is still
what the forum knows. Counts of people are hidden where they are small, also from subtraction. Each part says where its numbers are from.
"""

import csv
import hashlib
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from forum.kernel.hashing import canonical_json
from forum.kernel.suppression import shown

FORMAT = "city-dossier-1"
SOURCES = {
    "support": "people whose endorsement is not withdrawn, by the district they were confirmed in when they endorsed",
    "by_standing": "the same people, by whether something professional of them is checked and valid today",
    "agreement": "people with a comment that says for or against, by the standing they spoke with; who said both counts in both",
    "arguments": "comments that say for or against, the most helpful of each side and standing; the order's formula stands on the page about threads",
    "turnout": "the certified record of the vote",
    "residents": "people confirmed in each district today",
}


def districts(counts: Mapping[int | None, int], residents: Mapping[int, int], *, of: int | None) -> list[dict[str, Any]]:
    """Return a line for each district, or for the one a proposal is `of`: how many endorse, of how many confirmed residents; small cells are None.

    Residents are hidden over the whole city, whatever the proposal's area: two dossiers show the same, so that nothing is found by comparing
    them. Who endorsed without a district counts as one more cell, which is not shown.
    """
    known = sorted({*(d for d in counts if d is not None), *(residents if of is None else [of])})
    people = shown({d: counts.get(d, 0) for d in [*known, *([None] if counts.get(None) else [])]}, zero_too=True)
    living = shown(dict(residents), zero_too=True)
    return [{"district": d, "endorse": people[d], "residents": living.get(d)} for d in known]


def agreement(argued: Mapping[tuple[str, str], int]) -> list[dict[str, Any]]:
    """Return a line for each standing: how many people said for, how many against; small cells are None."""
    standings = ("citizen", "professional", "official")
    cells = shown({(s, side): argued.get((s, side), 0) for s in standings for side in ("for", "against")})
    return [{"group": s, "for": cells[s, "for"], "against": cells[s, "against"]} for s in standings]


def vote(row: Mapping[str, Any], content: Mapping[str, Any] | None, hash_: str) -> dict[str, Any]:
    """Return what the dossier says of a vote: nothing of its count while it is dark, and no count at all when it is void."""
    facts = {"vote": row["vote"], "title": row["title"], "question": row["question"], "state": row["state"], "void_because": row["void_because"]}
    if content is None:
        return {**facts, "result": None}
    kept = ("status", "method", "seats", "options", "ballots", "winners", "count", "pairwise", "beats_all", "disagrees", "turnout")
    return {**facts, "hash": hash_, "result": {name: content[name] for name in kept}}


def direction_of(text: str) -> str:
    """Return the way a text runs, by its first letter: printers know no `dir="auto"`."""
    words = re.sub(r"<[^>]*>|&[a-z]+;", "", text)
    kind = next((k for c in words if (k := unicodedata.bidirectional(c)) in {"L", "R", "AL"}), "L")
    return "ltr" if kind == "L" else "rtl"


def build(parts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the dossier out of its parts."""
    return {"format": FORMAT, "sources": SOURCES, **parts}


def as_bytes(made: Mapping[str, Any]) -> bytes:
    """Return the record as it is exported and hashed."""
    return canonical_json(made).encode()


def digest(made: Mapping[str, Any]) -> str:
    """Return the hash that stands on every page of a print."""
    return hashlib.sha256(as_bytes(made)).hexdigest()


def as_csv(made: Mapping[str, Any]) -> str:
    """Return every number of the dossier as a table: part, which, of whom, and the number; “hidden” where it is small."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(("part", "which", "of", "number"))
    table.writerows((part, which, of, "hidden" if number is None else number) for part, which, of, number in _numbers(made))
    return out.getvalue()


def _numbers(made: Mapping[str, Any]) -> Sequence[tuple[str, str, str, int | str | None]]:
    support = made["support"]
    rows: list[tuple[str, str, str, int | str | None]] = [("support", "endorsements", "all", support["endorsements"]), ("support", "threshold", "all", support["threshold"])]
    rows += [("support", "endorsements", f"district {d['district']}", d["endorse"]) for d in support["by_district"]]
    rows += [("support", "residents", f"district {d['district']}", d["residents"]) for d in support["by_district"]]
    rows += [("support", "endorsements", standing, number) for standing, number in support["by_standing"].items()]
    rows += [("agreement", side, line["group"], line[side]) for line in made["agreement"] for side in ("for", "against")]
    for found in made["votes"]:
        result = found["result"]
        if result is not None:
            rows += [("vote", found["vote"], "ballots", result["ballots"]), ("vote", found["vote"], "eligible", result["turnout"]["eligible"])]
            rows += [("vote", f"{found['vote']} round {r['round']}", name, votes) for r in result["count"].get("rounds") or [] for name, votes in r["tally"].items()]
            rows += [("vote", f"{found['vote']} pairs", f"{a + 1} over {b + 1}", n) for a, line in enumerate(result["pairwise"]) for b, n in enumerate(line) if a != b]
    return rows
