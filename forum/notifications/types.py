"""A notice as the inbox shows it."""

from dataclasses import dataclass
from datetime import datetime

from forum.kernel.words import Sentence


@dataclass(frozen=True)
class NoticeView:
    """One sentence, where it leads, when it came, whether it is new."""

    id: int
    sentence: Sentence
    path: str
    at: datetime
    is_new: bool
