"""Gathers a dossier."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from forum.accounts import queries as accounts
from forum.accounts.types import Author
from forum.city import queries as city
from forum.council import dossier
from forum.council.models import Case
from forum.council.queries import answering, cases, decisions, facts
from forum.discussions.queries import threads
from forum.discussions.types import CommentView
from forum.professionals.queries import claims
from forum.proposals.models import Proposal
from forum.proposals.queries import reading

DossierPanel = Callable[[int], dict[str, Any] | None]
"""What another room adds to a dossier, under a name of its own: given a proposal, plain data; None: nothing yet."""


def of(row: Case, proposal: Proposal, now: datetime, *, panels: Mapping[str, DossierPanel]) -> dict[str, Any]:
    """Return the dossier of a case. `panels`: what other rooms add. Cost: some twenty queries, however much was said."""
    version = reading.version(proposal.id, proposal.version_number)
    questions, advice, asked = facts.open_questions(proposal.id), facts.recommendations(proposal.id), [q.comment_id for q in cases.questions(row.id)]
    answers, arguments, areas = facts.answers(asked), decisions.strongest_by_standing(proposal.id), city.all_districts()
    comments = {n: c for n, c in threads.views([*questions, *advice, *asked, *(a for found in answers.values() for a in found), *(a.comment_id for a in arguments)]).items() if not c.is_removed and not c.is_hidden}
    signers = facts.cosigners(proposal.id)
    people = accounts.authors_for([*(c.author_id for c in comments.values()), version.author_id, *(p for p, _ in signers)], now)
    return dossier.build({
        "case": row.id, "received_at": _moment(row.received_at), "due_at": _moment(row.due_at), "extended_because": row.extension_reason, "state": row.state, "office": answering.office(row.office_id).name if row.office_id else None,
        "proposal": {
            "number": proposal.id, "kind": proposal.kind, "title": proposal.title, "district": proposal.district_id, "stage": proposal.stage, "topics": list(reading.topic_ids(proposal.id)),
            "text": {name: text for name, text in version.content.items() if isinstance(text, str)}, "html": dict(version.html), "version": proposal.version_number,
            "versions": [{"number": v.number, "at": _moment(v.at), "reason": v.reason, "hash": v.hash, "amended": len(v.credits)} for v in reading.versions(proposal.id)], "amendments": facts.amendments(proposal.id),
            "signed_too": [{"name": people[p].name, "interest": interest} for p, interest in signers],
        },
        "support": {"endorsements": proposal.support, "threshold": proposal.threshold, **facts.received([row.id])[row.id]},
        "agreement": dossier.agreement(facts.argued(proposal.id)),
        "arguments": [{"side": a.side, **_said(comments[a.comment_id], people)} for a in arguments if a.comment_id in comments],
        "asked": [{**_said(comments[c], people), "answers": [_said(comments[a], people) for a in answers.get(c, ()) if a in comments]} for c in asked if c in comments],
        "questions": [_said(comments[c], people) for c in questions if c in comments],
        "recommendations": [_said(comments[c], people) for c in advice if c in comments],
        "votes": [dossier.vote({"vote": c.slug, "title": c.title, "question": c.question, "state": c.state, "void_because": c.reason if c.state == "void" else ""}, content, hash_) for c, content, hash_ in decisions.results(proposal.id)],
        "decisions": [{"number": d.number, "verdict": d.verdict, "hash": d.hash, "decided_on": d.decided_on.isoformat()} for d in decisions.of_case(row.id)],
        "districts": {str(d.id): dict(d.name) for d in areas}, "fields": {str(n): dict(words) for n, words in claims.field_words().items()},
        "panels": {name: found for name, panel in sorted(panels.items()) if (found := panel(proposal.id)) is not None},
    })  # fmt: skip


def _said(c: CommentView, people: dict[int, Author]) -> dict[str, Any]:
    author = people[c.author_id]
    return {
        "comment": c.id, "at": _moment(c.at), "standing": c.standing, "author": author.name, "checked": [{"title": s.title, "body": s.body, "field": s.field_id} for s in author.standings], "interest": c.interest, "html": c.html,
        "version": c.version,
    }  # fmt: skip


def _moment(value: datetime) -> str:
    return value.isoformat(timespec="seconds")
