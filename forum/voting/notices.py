"""What people are told about votes, and how the public record words it."""

from collections.abc import Iterable

from forum.admin.types import RecordWords
from forum.kernel.events import Recorded
from forum.kernel.words import N_, Sentence, sentence
from forum.notifications.actions import notify_all
from forum.notifications.queries import followers
from forum.notifications.types import FollowLevel, Why
from forum.proposals.queries import reading
from forum.proposals.types import SUBJECT as PROPOSAL
from forum.voting.queries import contests
from forum.voting.types import SUBJECT

_ALL, _DECISIONS = FollowLevel.ALL, FollowLevel.DECISIONS


def tell_announced(event: Recorded) -> None:
    """Tell those who support or follow a proposal that it goes to a vote."""
    row = contests.row(event.subject_id)
    people: set[int] = set()
    for option in contests.options(row.id):
        if option.proposal_id is not None:
            people |= reading.supporters(option.proposal_id) | followers(PROPOSAL, option.proposal_id, _ALL, _DECISIONS)
    _tell(event, people, sentence(N_("What you endorse or follow goes to a vote: “%(title)s”."), title=row.title))


def tell_opened(event: Recorded) -> None:
    row = contests.row(event.subject_id)
    _tell(event, followers(SUBJECT, row.id, _ALL, _DECISIONS), sentence(N_("The vote “%(title)s” is open."), title=row.title))


def tell_closed(event: Recorded) -> None:
    """Tell everybody who voted, and who follows, what came out so far."""
    row = contests.row(event.subject_id)
    _tell(event, _concerned(row.id), sentence(N_("The vote “%(title)s” is closed. See the provisional result."), title=row.title))


def tell_certified(event: Recorded) -> None:
    row = contests.row(event.subject_id)
    _tell(event, _concerned(row.id), sentence(N_("The result of “%(title)s” is final. Anybody can recount it."), title=row.title))


def tell_voided(event: Recorded) -> None:
    row = contests.row(event.subject_id)
    _tell(event, _concerned(row.id), sentence(N_("The vote “%(title)s” was declared void: %(reason)s"), title=row.title, reason=row.reason))


def _concerned(contest_id: int) -> set[int]:
    return set(contests.voters(contest_id)) | followers(SUBJECT, contest_id, _ALL, _DECISIONS)


def _tell(event: Recorded, people: Iterable[int], words: Sentence) -> None:
    wanted = {p for p in people if p != event.actor_id}
    path = f"/votes/{contests.row(event.subject_id).slug}"
    notify_all(wanted, event_id=event.id, sentence=words, path=path, now=event.at, why=Why.DECISION, about=(SUBJECT, event.subject_id))


RECORD: dict[str, RecordWords] = {
    "voting.ContestAnnounced": lambda d: sentence(N_("Vote no. %(number)s was announced; its question and rules have the hash %(hash)s."), number=d["contest_id"], hash=d["hash"][:16]),
    "voting.ContestImported": lambda d: sentence(N_("An election held elsewhere was brought in as vote no. %(number)s."), number=d["contest_id"]),
    "voting.ContestOpened": lambda d: sentence(N_("Vote no. %(number)s is open; %(eligible)s people may vote."), number=d["contest_id"], eligible=d["eligible"]) if d["eligible"] is not None else sentence(N_("Vote no. %(number)s is open."), number=d["contest_id"]),
    "voting.EarlyCloseAsked": lambda d: sentence(N_("An officer asked to close vote no. %(number)s early: %(reason)s"), number=d["contest_id"], reason=d["reason"]),
    "voting.ContestClosed": lambda d: sentence(N_("Vote no. %(number)s is closed with %(ballots)s ballots."), number=d["contest_id"], ballots=d["ballots"]),
    "voting.BallotKeyDestroyed": lambda d: sentence(N_("The key of vote no. %(number)s was destroyed; nobody can find who cast a ballot any more."), number=d["contest_id"]),
    "voting.ContestCertified": lambda d: sentence(N_("The result of vote no. %(number)s is final; it has the hash %(hash)s."), number=d["contest_id"], hash=d["hash"][:16]),
    "voting.ContestVoided": lambda d: sentence(N_("Vote no. %(number)s was declared void: %(reason)s"), number=d["contest_id"], reason=d["reason"]),
}
