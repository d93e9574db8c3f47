"""What happened in threads. Ids only."""

from dataclasses import dataclass
from typing import ClassVar

from forum.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class _About(Fact):
    subject: ClassVar[str] = "comment_id"
    comment_id: int
    about: str
    about_id: int


@dataclass(frozen=True, kw_only=True)
class CommentPosted(_About):
    public: ClassVar[bool] = True
    parent_id: int | None
    mentioned: list[int]


@dataclass(frozen=True, kw_only=True)
class CommentEdited(_About):
    public: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class CommentRemoved(_About):
    public: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class CommentHidden(_About):
    pass


@dataclass(frozen=True, kw_only=True)
class CommentShown(_About):
    was_held: bool


@dataclass(frozen=True, kw_only=True)
class CommentMarked(_About):
    pass


@dataclass(frozen=True, kw_only=True)
class AnswerPinned(_About):
    public: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class ThreadLocked(Fact):
    subject: ClassVar[str] = "thread_id"
    public: ClassVar[bool] = True
    thread_id: int
    locked: bool


@dataclass(frozen=True, kw_only=True)
class ThreadHidden(Fact):
    """All that is said about a subject was hidden with it, or is shown again."""

    subject: ClassVar[str] = "thread_id"
    thread_id: int
    about: str
    about_id: int
    hidden: bool


@dataclass(frozen=True, kw_only=True)
class ExpertsAsked(Fact):
    subject: ClassVar[str] = "question_id"
    question_id: int
    about: str
    about_id: int


@dataclass(frozen=True, kw_only=True)
class ExpertAnswered(Fact):
    subject: ClassVar[str] = "question_id"
    question_id: int
    comment_id: int
    about: str
    about_id: int


@dataclass(frozen=True, kw_only=True)
class QuestionExpired(Fact):
    """Nobody answered: the date passed, or all declined."""

    subject: ClassVar[str] = "question_id"
    question_id: int
    why: str
