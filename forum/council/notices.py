"""Whom the council's room tells what, and how the public record words it."""

from collections.abc import Iterable
from datetime import datetime

from forum.admin.types import RecordWords
from forum.city import queries as city
from forum.council import deadlines
from forum.council.queries import answering, cases, decisions, doing
from forum.council.types import VERDICT_NAMES, WAITING, Verdict
from forum.kernel import letters
from forum.kernel.events import Recorded
from forum.kernel.i18n import chosen
from forum.kernel.words import N_, Sentence, sentence
from forum.notifications.actions import notify_all
from forum.notifications.queries import followers
from forum.notifications.types import FollowLevel, Why
from forum.proposals.queries import reading, standing
from forum.proposals.types import SUBJECT
from forum.voting.queries import contests

_ALL, _DECISIONS = FollowLevel.ALL, FollowLevel.DECISIONS
def tell_received(event: Recorded) -> None:
    """Tell the authors, and those who will answer, that the clock runs."""
    title = _title(event)
    _tell(event, standing.author_ids(event.data["proposal_id"]), sentence(N_("The council has received “%(title)s”, and must answer."), title=title), why=Why.OWN)
    _tell(event, {*answering.members(), *answering.officers()}, sentence(N_("New on the desk: “%(title)s”."), title=title), path="/staff/council")


def tell_assigned(event: Recorded) -> None:
    """Tell the office, the authors and followers who is responsible."""
    office = city.in_words(answering.office(event.data["office_id"]).name, chosen())
    _tell(event, answering.people_of(event.data["office_id"]), sentence(N_("Your office is to answer “%(title)s”."), title=_title(event)), path="/staff/council")
    people = {*standing.author_ids(event.data["proposal_id"]), *followers(SUBJECT, event.data["proposal_id"], _ALL)}
    _tell(event, people, sentence(N_("%(office)s is to answer “%(title)s”."), office=office, title=_title(event)), why=Why.EVERYTHING)


def tell_extended(event: Recorded) -> None:
    _tell(event, _concerned(event, voters_too=False), sentence(N_("The answer to “%(title)s” will come later: %(reason)s"), title=_title(event), reason=event.data["reason"]))


def tell_resumed(event: Recorded) -> None:
    """Tell those who will answer, and all who wait, that the clock runs again, and until when."""
    day = deadlines.day_of(datetime.fromisoformat(event.data["due_at"]), letters.zone())
    _tell(event, {*_who_owes(cases.case(event.subject_id).office_id), *_concerned(event, voters_too=False)}, sentence(N_("“%(title)s” is before the council again, to be answered by %(day)s."), title=_title(event), day=day))


def tell_asked(event: Recorded) -> None:
    """Tell authors, supporters and followers that the council asks them something."""
    _tell(event, _concerned(event, voters_too=False), sentence(N_("The council asks about “%(title)s”. You can answer."), title=_title(event)), path=f"/talk/comments/{event.data['comment_id']}")


def tell_reminder(event: Recorded) -> None:
    """Remind whoever owes an answer: the office; while none has it, every member and officer. Not once it is answered."""
    row, days = cases.case(event.subject_id), event.data["days"]
    if row.state not in WAITING:
        return
    if days > 1:
        words = sentence(N_("An answer to “%(title)s” is due in %(days)s days."), title=_title(event), days=days)
    else:
        words = sentence(N_("An answer to “%(title)s” is due tomorrow.") if days else N_("An answer to “%(title)s” is due today."), title=_title(event))
    _tell(event, _who_owes(row.office_id), words, path="/staff/council")


def tell_overdue(event: Recorded) -> None:
    """Tell those who owe the answer, every member, and all who wait for it."""
    row = cases.case(event.subject_id)
    if row.state not in WAITING:
        return
    _tell(event, _who_owes(row.office_id) | set(answering.members()), sentence(N_("The answer to “%(title)s” is overdue. It stands on the public list."), title=_title(event)), path="/staff/council")
    _tell(event, _concerned(event, voters_too=False), sentence(N_("The city has not answered “%(title)s” in time."), title=_title(event)))


def _who_owes(office_id: int | None) -> set[int]:
    return answering.people_of(office_id) or {*answering.members(), *answering.officers()}


def tell_decided(event: Recorded) -> None:
    """Tell all who wrote, followed, endorsed or voted."""
    verdict = sentence(VERDICT_NAMES[Verdict(event.data["verdict"])])
    words = N_("The council has corrected its decision on “%(title)s”: %(verdict)s.") if event.data["corrects_id"] else N_("The council has decided on “%(title)s”: %(verdict)s.")
    people = _concerned(event, voters_too=True) | {v.member_id for v in decisions.votes(event.data["decision_id"])}  # whoever is named in it sees it
    _tell(event, people, sentence(words, title=_title(event), verdict=verdict), path=f"/council/decisions/{event.data['decision_id']}")


def tell_set(event: Recorded) -> None:
    """Tell authors, and those who want everything, what was promised."""
    row, about = doing.milestone(event.data["milestone_id"]), event.data["proposal_id"]
    people = {*standing.author_ids(about), *followers(SUBJECT, about, _ALL)}
    _tell(event, people, sentence(N_("Promised for %(day)s: “%(milestone)s”, of “%(title)s”."), day=row.first_due_on, milestone=row.title, title=_title(event)), why=Why.EVERYTHING, path=_milestone(event))


def tell_late(event: Recorded) -> None:
    """Tell those who promised, and all who support it, that the day has passed."""
    row = doing.milestone(event.data["milestone_id"])
    if row.done_on is None and row.dropped_at is None:
        people = {*_who_owes(cases.case(event.subject_id).office_id), *_concerned(event, voters_too=False)}
        _tell(event, people, sentence(N_("Late: “%(milestone)s”, of “%(title)s”."), milestone=row.title, title=_title(event)), path=_milestone(event))


def tell_reported(event: Recorded) -> None:
    """Tell supporters when a milestone is reached; those who want everything, of each report."""
    row, about = doing.milestone(event.data["milestone_id"]), event.data["proposal_id"]
    if row.dropped_at is not None:
        return  # said once, by `tell_dropped`
    if event.data["is_done"]:
        _tell(event, _concerned(event, voters_too=False), sentence(N_("Done: “%(milestone)s”, of “%(title)s”."), milestone=row.title, title=_title(event)), path=_milestone(event))
        return
    _tell(event, followers(SUBJECT, about, _ALL), sentence(N_("“%(milestone)s”, of “%(title)s”, is at %(percent)s%%."), milestone=row.title, title=_title(event), percent=event.data["percent"]), why=Why.EVERYTHING, path=_milestone(event))


def tell_dropped(event: Recorded) -> None:
    row = doing.milestone(event.data["milestone_id"])
    _tell(event, _concerned(event, voters_too=False), sentence(N_("Given up: “%(milestone)s”, of “%(title)s”."), milestone=row.title, title=_title(event)), path=_milestone(event))


def _milestone(event: Recorded) -> str:
    return f"/council/cases/{event.subject_id}#milestone-{event.data['milestone_id']}"


def tell_finished(event: Recorded) -> None:
    _tell(event, _concerned(event, voters_too=True), sentence(N_("All that was promised of “%(title)s” is done."), title=_title(event)))


def tell_void(event: Recorded) -> None:
    """Tell members and officers that a decision rests on a vote that is void now: whether to correct it is theirs to say."""
    people = {*answering.members(), *answering.officers()} - {event.actor_id}
    for row, about in decisions.resting_on(event.subject_id):
        if (proposal := reading.row(about)).hidden_at is None:
            words = sentence(N_("The vote that the decision on “%(title)s” rests on was declared void. Look whether the decision still stands."), title=proposal.title)
            notify_all(people, event_id=event.id, sentence=words, path=f"/council/decisions/{row.id}", now=event.at, why=Why.DECISION, about=(SUBJECT, about))


def _concerned(event: Recorded, *, voters_too: bool) -> set[int]:
    about = event.data["proposal_id"]
    people = {*standing.author_ids(about), *reading.supporters(about), *followers(SUBJECT, about, _ALL, _DECISIONS)}
    if voters_too:
        for row, _, _ in decisions.results(about):  # those of a vote that was set aside too: they are owed the answer as much
            people |= set(contests.voters(row.id))
    return people


def _title(event: Recorded) -> str:
    return str(reading.row(event.data["proposal_id"]).title)


def _tell(event: Recorded, people: Iterable[int], words: Sentence, *, why: Why = Why.DECISION, path: str = "") -> None:
    wanted = {p for p in people if p != event.actor_id}
    about = event.data["proposal_id"]
    if reading.row(about).hidden_at is not None:
        return
    notify_all(wanted, event_id=event.id, sentence=words, path=path or f"/council/cases/{event.subject_id}", now=event.at, why=why, about=(SUBJECT, about))


RECORD: dict[str, RecordWords] = {
    "council.CaseReceived": lambda d: sentence(N_("The council received proposal no. %(number)s."), number=d["proposal_id"]),
    "council.CaseAssigned": lambda d: sentence(N_("An office was named to answer proposal no. %(number)s."), number=d["proposal_id"]),
    "council.CaseRested": lambda d: sentence(N_("Proposal no. %(number)s was taken back by its authors; the clock of its answer stands still."), number=d["proposal_id"]),
    "council.CaseResumed": lambda d: sentence(N_("Proposal no. %(number)s is before the council again; it rested for %(days)s days."), number=d["proposal_id"], days=d["days"]),
    "council.CaseEnded": lambda d: sentence(N_("Proposal no. %(number)s was closed before the council answered it."), number=d["proposal_id"]),
    "council.AnswerExtended": lambda d: sentence(N_("The answer to proposal no. %(number)s was put off: %(reason)s"), number=d["proposal_id"], reason=d["reason"]),
    "council.AnswerOverdue": lambda d: sentence(N_("The answer to proposal no. %(number)s is overdue."), number=d["proposal_id"]),
    "council.QuestionAsked": lambda d: sentence(N_("The council asked a question about proposal no. %(number)s."), number=d["proposal_id"]),
    "council.DecisionPublished": lambda d: sentence(N_("The council decided on proposal no. %(number)s: %(verdict)s."), number=d["proposal_id"], verdict=sentence(VERDICT_NAMES[Verdict(d["verdict"])])),
    "council.MilestoneSet": lambda d: sentence(N_("A milestone was set for proposal no. %(number)s."), number=d["proposal_id"]),
    "council.MilestoneLate": lambda d: sentence(N_("A milestone of proposal no. %(number)s is late."), number=d["proposal_id"]),
    "council.MilestoneReported": lambda d: sentence(N_("A milestone of proposal no. %(number)s is at %(percent)s%%."), number=d["proposal_id"], percent=d["percent"]),
    "council.MilestoneDropped": lambda d: sentence(N_("A milestone of proposal no. %(number)s was given up."), number=d["proposal_id"]),
    "council.WorkFinished": lambda d: sentence(N_("All that was promised of proposal no. %(number)s is done."), number=d["proposal_id"]),
    "council.SessionPlanned": lambda d: sentence(N_("Session no. %(number)s of the council was planned."), number=d["session_id"]),
    "council.SessionMoved": lambda d: sentence(N_("Session no. %(number)s of the council was given another time, place or title."), number=d["session_id"]),
    "council.SessionCancelled": lambda d: sentence(N_("Session no. %(number)s of the council was cancelled: %(reason)s"), number=d["session_id"], reason=d["reason"]),
    "council.MinutesPublished": lambda d: sentence(N_("Minutes of session no. %(number)s were published."), number=d["session_id"]),
    "council.HolidaysChanged": lambda d: sentence(N_("The city named %(days)s holidays on which no answer falls due."), days=d["days"]),
    "council.CalendarChanged": lambda d: sentence(N_("The city now gives itself %(days)s days to answer."), days=d["days"]),
}
