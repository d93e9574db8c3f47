"""What discussions tell other rooms."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from forum.kernel.rules import Actor, Refusal
from forum.kernel.words import N_

KIND = "comment"  # as other rooms name what this one brings to search and moderation
MOST_MENTIONS = 10
EDIT_FREELY = timedelta(minutes=15)
UNDO_FOR = timedelta(seconds=10)
LONGEST = 10_000
ANSWER_WITHIN = timedelta(days=14)


class Asked(StrEnum):
    """Where a question to people who know stands; and what each of them made of it."""

    WAITING = "waiting"
    ANSWERED = "answered"
    DECLINED = "declined"
    EXPIRED = "expired"


ASKED_NAMES: dict[Asked, str] = {
    Asked.WAITING: N_("awaits an answer"),
    Asked.ANSWERED: N_("answered"),
    Asked.DECLINED: N_("declined"),
    Asked.EXPIRED: N_("not answered in time"),
}


class Stance(StrEnum):
    """What a comment is to its subject."""

    FOR = "for"
    AGAINST = "against"
    NEUTRAL = "neutral"
    QUESTION = "question"


STANCE_NAMES: dict[Stance, str] = {
    Stance.FOR: N_("For"),
    Stance.AGAINST: N_("Against"),
    Stance.NEUTRAL: N_("Neither"),
    Stance.QUESTION: N_("Question"),
}
STANCE_ICONS: dict[Stance, str] = {Stance.FOR: "thumbs-up", Stance.AGAINST: "thumbs-down", Stance.NEUTRAL: "minus", Stance.QUESTION: "circle-help"}


class Standing(StrEnum):
    """As what somebody spoke, when they did. It is shown in words; it never weighs."""

    CITIZEN = "citizen"
    PROFESSIONAL = "professional"
    OFFICIAL = "official"


class Order(StrEnum):
    """The orders of a thread."""

    BEST = "best"
    NEW = "new"
    OLD = "old"
    DISCUSSED = "discussed"
    PROFESSIONALS = "professionals"


ORDER_NAMES: dict[Order, str] = {
    Order.BEST: N_("Best"),
    Order.NEW: N_("Newest"),
    Order.OLD: N_("Oldest"),
    Order.DISCUSSED: N_("Most discussed"),
    Order.PROFESSIONALS: N_("Professionals first"),
}


class Voices(StrEnum):
    """Whose comments a reader wants to see."""

    ALL = "all"
    OFFICIALS = "officials"
    PROFESSIONALS = "professionals"
    CITIZENS = "citizens"


VOICE_NAMES: dict[Voices, str] = {
    Voices.ALL: N_("Everybody"),
    Voices.OFFICIALS: N_("Officials"),
    Voices.PROFESSIONALS: N_("Professionals"),
    Voices.CITIZENS: N_("Citizens"),
}
SPOKEN_AS: dict[Voices, Standing] = {Voices.OFFICIALS: Standing.OFFICIAL, Voices.PROFESSIONALS: Standing.PROFESSIONAL, Voices.CITIZENS: Standing.CITIZEN}


@dataclass(frozen=True)
class SubjectView:
    """What is talked about: its title, where it stands, which of its versions is read now, and who wrote it."""

    title: str
    path: str
    version: int = 0
    authors: tuple[int, ...] = ()


@dataclass(frozen=True)
class Subject:
    """A kind of thing that can be talked about, as its room brings it.

    `see`: returns the subject, or None when a stranger may not read it. `refusal`: why nobody, or not this person, may comment now.
    """

    see: Callable[[int], SubjectView | None]
    refusal: Callable[[int, Actor, datetime], Refusal | None]


@dataclass(frozen=True)
class ThreadView:
    """A thread as pages show it. One that nobody has written in yet has the id 0."""

    id: int
    title: str = ""
    path: str = ""
    comments: int = 0
    officials: int = 0
    professionals: int = 0
    stances: dict[Stance, int] = field(default_factory=dict)
    is_locked: bool = False
    locked_reason: str = ""
    pinned_id: int | None = None
    seen_id: int | None = None
    state: tuple[object, ...] = ()
    speaks_as_professional: bool = False
    is_hidden: bool = False

    @property
    def voices(self) -> dict[Voices, int]:
        """How many comments each kind of voice has."""
        citizens = self.comments - self.officials - self.professionals
        return {Voices.ALL: self.comments, Voices.OFFICIALS: self.officials, Voices.PROFESSIONALS: self.professionals, Voices.CITIZENS: citizens}


@dataclass(frozen=True)
class CommentView:
    """One comment as pages show it. `html` is empty when its words are removed; hidden ones only their author is shown. `below` counts all answers.

    `hidden_rule`: the rule it broke, empty while it is only held.
    """

    id: int
    parent_id: int | None
    author_id: int
    stance: Stance | None
    html: str
    at: datetime
    edits: int
    is_removed: bool
    is_hidden: bool
    direct: int
    below: int
    helpful: int
    unhelpful: int
    version: int
    quote_id: int | None = None
    hidden_rule: str = ""
    standing: Standing = Standing.CITIZEN
    interest: str = ""


@dataclass(frozen=True)
class Branch:
    """A comment with those of its replies that are shown; `more` are not."""

    comment: CommentView
    replies: tuple["Branch", ...] = ()

    @property
    def more(self) -> int:
        return self.comment.direct - len(self.replies)


@dataclass(frozen=True)
class ThreadPage:
    """A page of a thread: its roots, newcomers of the day, the pinned answer, and the mark of the next page."""

    roots: tuple[Branch, ...]
    fresh: tuple[Branch, ...] = ()
    pinned: CommentView | None = None
    next: tuple[int, int] | None = None


@dataclass(frozen=True)
class QuestionView:
    """A question to people who know. `answers`: person and comment, oldest first; `asked`: how many it went to."""

    id: int
    subject: str
    subject_id: int
    field_id: int
    asker_id: int
    words: str
    state: Asked
    asked_at: datetime
    due_at: datetime
    asked: int
    answers: tuple[tuple[int, int], ...]
