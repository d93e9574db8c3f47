"""What the council needs to know of a proposal, as one record that is the same for everybody who asks. Pure.

No names of languages, readers or hours stand in it: two people who export it hold the same bytes, and its hash says whether a printed one is still
what the forum knows. Counts of people are hidden where they are small, also from subtraction. Each part says where its numbers are from.
"""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Mapping
from html import unescape
from typing import Any, TypeAlias

from forum.kernel import spreadsheets
from forum.kernel.hashing import canonical_json, sha256_hex
from forum.kernel.suppression import SMALLEST, in_tens, shown, shown_among
from forum.kernel.words import N_

FORMAT = "city-dossier-1"
SOURCES = {
    "support": N_("In all, people whose endorsement stands today; by district, those whose endorsement stood when the council received it, by where they were confirmed when they endorsed."),
    "by_standing": N_("People whose endorsement stood when the council received it, by whether something professional of them was checked and valid then."),
    "agreement": N_("People with a comment that says for or against, by the standing they spoke with; who said both counts in both."),
    "arguments": N_("Comments that say for or against, the most helpful of each side and standing; the order’s formula stands on the page about threads."),
    "turnout": N_("The certified record of the vote."),
    "residents": N_("People confirmed in each district when the council received it, in whole tens."),
}
BRIEF = 700
"""Letters of a comment that are read in the dossier."""


NOT_COUNTED: Mapping[str, Any] = {"when_received": None, "residents": None, "by_district": [], "by_standing": {}}
"""Of a case that is older than the counting, until the clock has done it."""


def support(counts: Mapping[int | None, int], standing: Mapping[str, int], residents: Mapping[int, int], *, known: Collection[int], of: int | None) -> dict[str, Any]:
    """Return what is kept of who supports a proposal at the moment it is received: as it may be published, once, so that no number of it is ever seen to move."""
    lines = districts(counts, residents, known=known, of=of)
    area = in_tens(sum(residents.values())) if of is None else lines[0]["residents"]
    return {"when_received": sum(counts.values()), "residents": area, "by_district": lines, "by_standing": shown({s: standing.get(s, 0) for s in ("citizen", "professional")})}


def districts(counts: Mapping[int | None, int], residents: Mapping[int, int], *, known: Collection[int], of: int | None) -> list[dict[str, Any]]:
    """Return a line for each district of the city (`known`), or for the one a proposal is `of`: how many endorse, of how many confirmed residents; small cells are None.

    Every district has its line, whoever lives there: a line that comes would tell of the first. Who endorsed from elsewhere, or without a district,
    is in no line. Hidden too is how many endorse where fewer than ten of the residents shown do not. Residents are hidden over the whole city, whatever
    the proposal's area, and shown in tens: other proposals are received on other days, and nothing is to be found by comparing them.
    """
    lines = sorted(known) if of is None else [of]
    cells = {d: counts.get(d, 0) for d in lines}
    people, homes = shown_among(cells, {d: residents.get(d, 0) for d in sorted({*known, *lines})}, rest=sum(counts.values()) - sum(cells.values()))
    return [{"district": d, "endorse": people[d], "residents": homes[d]} for d in lines]


def agreement(argued: Mapping[tuple[str, str], int]) -> list[dict[str, Any]]:
    """Return a line for each standing: how many people said for, how many against; small cells are None. No sum of them is published, and each has said it in public."""
    return [{"group": s, **{side: n if (n := argued.get((s, side), 0)) == 0 or n >= SMALLEST else None for side in ("for", "against")}} for s in ("citizen", "professional", "official")]


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


def brief(html: str, most: int = BRIEF) -> str | None:
    """Return the beginning of a long text in plain words, cut between two; None where it is short enough to be read whole."""
    words = " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())
    return None if len(words) <= most else words[:most].rsplit(" ", 1)[0] + " …"


def core(made: Mapping[str, Any]) -> str:
    """Return a short hash of what a print must not have wrong: text, votes with their state and results, decisions, the due day."""
    votes = [(v["vote"], v["state"], v.get("hash", "")) for v in made["votes"]]
    return sha256_hex(canonical_json([made["proposal"]["version"], votes, made["decisions"], made["due_at"], made["state"]]))[:8]


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
    """Return every number of the dossier as a table: part, which, of whom, the number (“hidden” where it is small), and what a district or an option is called, whoever reads it."""
    rows = ((part, which, of, "hidden" if number is None else number, name) for part, which, of, number, name in _numbers(made))
    return spreadsheets.table(("part", "which", "of", "number", "name"), rows)


Number: TypeAlias = tuple[str, str, str, int | str | None, str]


def _numbers(made: Mapping[str, Any]) -> list[Number]:
    support, places = made["support"], {int(n): str(words.get("en") or next((w for _, w in sorted(words.items()) if w), "")) for n, words in made["districts"].items()}
    rows: list[Number] = [("support", "endorsements", "all", support["endorsements"], ""), ("support", "threshold", "all", support["threshold"], "")]
    rows += [("support", "endorsements", "when received", support["when_received"], ""), ("support", "residents", "all", support["residents"], "")]
    rows += [("text", "versions", "all", len(made["proposal"]["versions"]), ""), *(("text", "amendments", outcome, n, "") for outcome, n in made["proposal"]["amendments"].items())]
    rows += [("support", "endorsements", f"district {d['district']}", d["endorse"], places.get(d["district"], "")) for d in support["by_district"]]
    rows += [("support", "residents", f"district {d['district']}", d["residents"], places.get(d["district"], "")) for d in support["by_district"]]
    rows += [("support", "endorsements", standing, number, "") for standing, number in support["by_standing"].items()]
    rows += [("agreement", side, line["group"], line[side], "") for line in made["agreement"] for side in ("for", "against")]
    for found in made["votes"]:
        if found["result"] is not None:
            rows += _numbers_of(found["vote"], found["result"], places)
    return rows


def _numbers_of(vote_: str, result: Mapping[str, Any], places: Mapping[int, str]) -> list[Number]:
    titles = {str(o["code"]): str(o["title"]) for o in result["options"]}
    rows: list[Number] = [("vote", vote_, "ballots", result["ballots"], ""), ("vote", vote_, "eligible", result["turnout"]["eligible"], "")]
    rows += [("vote", f"{vote_} voted", f"district {cell['district']}", cell["voted"], places.get(cell["district"], "")) for cell in result["turnout"]["by_district"]]
    rows += [("vote", f"{vote_} option {o['code']}", "proposal", o["proposal"] or "", str(o["title"])) for o in result["options"]]
    rows += [("vote", f"{vote_} round {r['round']}", code, votes, titles.get(code, "")) for r in result["count"].get("rounds") or [] for code, votes in r["tally"].items()]
    pairs = [(str(a + 1), str(b + 1), n) for a, line in enumerate(result["pairwise"]) for b, n in enumerate(line) if a != b]
    return rows + [("vote", f"{vote_} pairs", f"{a} over {b}", n, f"{titles.get(a, '')} / {titles.get(b, '')}") for a, b, n in pairs]
