"""A result in the forms others read: rounds as RCTab writes them and as a table; ballots as BLT, CSV, PrefLib, ABIF, and as NIST cast vote records.

Each takes the frozen record of a result, and `rows`: rankings by codes, and how many ballots each stands for. Pure.
"""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from forum.kernel.spreadsheets import table
from forum.voting.types import Method

Content = Mapping[str, Any]
Rows = Sequence[tuple[tuple[int, ...], int]]
_INACTIVE = {"exhausted_choices": "exhaustedChoices", "overvotes": "overvotes", "repeated_rankings": "repeatedRankings", "skipped_rankings": "skippedRankings"}


def titles(content: Content) -> dict[str, str]:
    """Return the options' titles by their codes as the count writes them."""
    return {str(o["code"]): o["title"] for o in content["options"]}


def rounds(content: Content) -> list[dict[str, Any]]:
    """Return what happened round by round, the same for every method that has rounds: number, tally, threshold, elected, eliminated, inactive, transfers, all by title."""
    names = titles(content)
    if "stages" in content["count"]:
        quota = int(content["ballots"]) // (int(content["seats"]) + 1) + 1
        return [
            {
                "round": s["stage"], "tally": {names[k]: v for k, v in s["tally"].items()}, "threshold": str(quota), "elected": [names[k] for k in s["elected"]], "eliminated": [names[k] for k in s["excluded"]],
                "inactive": {"exhausted_choices": s["non_transferable"]}, "transfers": {}, "action": {**s["action"], **({"candidate": names[s["action"]["candidate"]]} if "candidate" in s["action"] else {})},
            }
            for s in content["count"]["stages"]
        ]  # fmt: skip
    return [
        {
            **r, "tally": {names[k]: v for k, v in r["tally"].items()}, "elected": [names[k] for k in r["elected"]], "eliminated": [names[k] for k in r["eliminated"]],
            "transfers": {names[k]: {names.get(to, to): v for to, v in went.items()} for k, went in r["transfers"].items()},
        }
        for r in content["count"].get("rounds", [])
    ]  # fmt: skip


def rounds_json(content: Content) -> str:
    """Return rounds in the shape of RCTab's detailed report."""
    shown = [
        {
            "round": r["round"], "tally": r["tally"], "threshold": r["threshold"], "inactiveBallots": {_INACTIVE[k]: v for k, v in r["inactive"].items() if k in _INACTIVE},
            "tallyResults": [{"elected": n, "transfers": r["transfers"].get(n, {})} for n in r["elected"]] + [{"eliminated": n, "transfers": r["transfers"].get(n, {})} for n in r["eliminated"]],
        }
        for r in rounds(content)
    ]  # fmt: skip
    config = {"contest": content["title"], "jurisdiction": "", "office": content["question"], "date": (content["closed_at"] or "")[:10], "threshold": shown[-1]["threshold"] if shown else ""}
    summary = {"numWinners": content["seats"], "numCandidates": len(content["options"]), "totalNumBallots": str(content["ballots"]), "finalThreshold": config["threshold"]}
    return json.dumps({"config": config, "jsonFormatVersion": "1", "results": shown, "summary": summary}, ensure_ascii=False, indent=1) + "\n"


def rounds_csv(content: Content) -> str:
    """Return a table with a line for each option and two columns for each round: votes, and what happened."""
    found = rounds(content)
    header = ("option", *(f"round {r['round']}{part}" for r in found for part in ("", " outcome")))
    lines = [[name, *(cell for r in found for cell in (r["tally"].get(name, ""), "elected" if name in r["elected"] else "eliminated" if name in r["eliminated"] else ""))] for name in titles(content).values()]
    lines.append(["inactive", *(cell for r in found for cell in (total(r["inactive"]), ""))])
    lines.append(["threshold", *(cell for r in found for cell in (r["threshold"], ""))])
    return table(header, lines)


def total(numbers: Mapping[str, str]) -> str:
    """Return the sum of decimal strings."""
    return format(sum((Decimal(v) for v in numbers.values()), Decimal(0)), "f")


def pairwise_csv(content: Content) -> str:
    """Return how many prefer each option to each."""
    names = list(titles(content).values())
    return table(("preferred to", *names), [[name, *(v if i != j else "" for j, v in enumerate(line))] for i, (name, line) in enumerate(zip(names, content["pairwise"], strict=True))])


def blt(content: Content, rows: Rows) -> str:
    """Return ballots as BLT."""
    names = list(titles(content).values())
    ballots = [f"{count} {' '.join(map(str, (*ranking, 0)))}" for ranking, count in rows]
    quoted = ['"' + n.replace("\\", "\\\\").replace('"', '\\"') + '"' for n in (*names, content["title"])]
    return "\n".join([f"{len(names)} {content['seats']}", *ballots, "0", *quoted]) + "\n"


def ballots_csv(content: Content, rows: Rows) -> str:
    """Return ballots as a table: a rank in each column, and how many cast it."""
    names = titles(content)
    width = max((len(ranking) for ranking, _ in rows), default=1)
    return table((*(f"rank {n}" for n in range(1, width + 1)), "count"), [[*(names[str(c)] for c in ranking), *([""] * (width - len(ranking))), count] for ranking, count in rows])


def preflib(content: Content, rows: Rows) -> str:
    """Return ballots as PrefLib's strict incomplete orders (.soi)."""
    names = titles(content)
    head = [
        f"# FILE NAME: {content['vote']}.soi", f"# TITLE: {content['title']}", "# DATA TYPE: soi", "# MODIFICATION TYPE: original", f"# NUMBER ALTERNATIVES: {len(names)}",
        f"# NUMBER VOTERS: {sum(c for _, c in rows)}", f"# NUMBER UNIQUE ORDERS: {len(rows)}", *(f"# ALTERNATIVE NAME {code}: {name}" for code, name in names.items()),
    ]  # fmt: skip
    return "\n".join([*head, *(f"{count}: {','.join(map(str, ranking))}" for ranking, count in rows)]) + "\n"


def abif(content: Content, rows: Rows) -> str:
    """Return ballots as ABIF."""
    names = titles(content)
    head = [json.dumps({"title": content["title"]}, ensure_ascii=False), *(f"=o{code}:[{name.replace('[', '(').replace(']', ')')}]" for code, name in names.items())]
    return "\n".join([*head, *(f"{count}:{'>'.join(f'o{c}' for c in ranking)}" for ranking, count in rows)]) + "\n"


def cast_vote_records(content: Content, rows: Rows, *, generated: str) -> str:
    """Return ballots as a NIST SP 1500-103 report (1.0.0), a record for each ballot. The order is of rankings, not of ballots."""
    candidates = [{"@type": "CVR.Candidate", "@id": f"candidate-{code}", "Name": name} for code, name in titles(content).items()]
    selections = [{"@type": "CVR.CandidateSelection", "@id": f"option-{code}", "CandidateIds": [f"candidate-{code}"]} for code in titles(content)]
    variation = "proportional" if content["method"] == Method.SCOTTISH else "rcv" if content["method"] == Method.IRV else "other"
    contest = {"@type": "CVR.CandidateContest", "@id": "contest", "Name": content["title"], "VoteVariation": variation, "NumberElected": content["seats"], "ContestSelection": selections}
    if variation == "other":
        contest["OtherVoteVariation"] = content["method"]
    report = {
        "@type": "CVR.CastVoteRecordReport", "Version": "1.0.0", "GeneratedDate": generated, "ReportGeneratingDeviceIds": ["forum"], "ReportType": ["aggregated"],
        "ReportingDevice": [{"@type": "CVR.ReportingDevice", "@id": "forum", "Application": "City Forum"}], "GpUnit": [{"@type": "CVR.GpUnit", "@id": "city", "Type": "other", "OtherType": "city"}],
        "Election": [{"@type": "CVR.Election", "@id": "election", "Name": content["title"], "ElectionScopeId": "city", "Candidate": candidates, "Contest": [contest]}],
    }  # fmt: skip
    records: list[dict[str, Any]] = []
    for ranking, count in rows:
        marked = [_selection(code, rank) for rank, code in enumerate(ranking, start=1)]
        for _ in range(count):
            number = len(records) + 1
            snapshot = {"@type": "CVR.CVRSnapshot", "@id": f"s{number}", "Type": "original", "CVRContest": [{"@type": "CVR.CVRContest", "ContestId": "contest", "CVRContestSelection": marked}]}
            records.append({"@type": "CVR.CVR", "ElectionId": "election", "UniqueId": str(number), "CurrentSnapshotId": f"s{number}", "CVRSnapshot": [snapshot]})
    return json.dumps({**report, "CVR": records}, ensure_ascii=False, separators=(",", ":")) + "\n"


def _selection(code: int, rank: int) -> dict[str, Any]:
    position = {"@type": "CVR.SelectionPosition", "HasIndication": "yes", "IsAllocable": "yes", "NumberVotes": 1, "Rank": rank}
    return {"@type": "CVR.CVRContestSelection", "ContestSelectionId": f"option-{code}", "Rank": rank, "SelectionPosition": [position]}
