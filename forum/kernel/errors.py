"""Refusals, by name. A refused action raises one; `error_pages.py` turns it into words in one place."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import ClassVar

from forum.kernel.words import N_, Sentence


@dataclass(frozen=True)
class NextStep:
    """What to do instead: the words of the link and the endpoint it leads to."""

    label: str
    endpoint: str


class ForumError(Exception):
    """An action was refused. `reason` is a marked sentence for the person; `next_step` says what to do."""

    status: ClassVar[HTTPStatus] = HTTPStatus.BAD_REQUEST
    default: ClassVar[str] = N_("This request could not be understood.")

    def __init__(self, reason: Sentence | str | None = None, *, next_step: NextStep | None = None) -> None:
        text = reason if reason is not None else self.default
        self.reason = text if isinstance(text, Sentence) else Sentence(text)
        self.next_step = next_step
        super().__init__(str(self.reason))


class NotSignedIn(ForumError):
    status = HTTPStatus.UNAUTHORIZED
    default = N_("Please sign in first.")


class NotAllowed(ForumError):
    status = HTTPStatus.FORBIDDEN
    default = N_("You may not do this.")


class NotFound(ForumError):
    status = HTTPStatus.NOT_FOUND
    default = N_("There is nothing at this address.")


class Gone(ForumError):
    status = HTTPStatus.GONE
    default = N_("This is no longer shown.")


class Conflict(ForumError):
    status = HTTPStatus.CONFLICT
    default = N_("Somebody changed this in the meantime.")


class TooLarge(ForumError):
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    default = N_("This is larger than we can take.")


class Invalid(ForumError):
    """The input cannot be taken. `fields` names each field at fault and its sentence."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    default = N_("Some answers need another look.")

    def __init__(
        self, reason: Sentence | str | None = None, *, fields: Mapping[str, Sentence | str] | None = None
    ) -> None:
        super().__init__(reason)
        self.fields = dict(fields or {})


class TooMany(ForumError):
    status = HTTPStatus.TOO_MANY_REQUESTS
    default = N_("That was a lot at once. Please wait a little and try again.")


class Unavailable(ForumError):
    status = HTTPStatus.SERVICE_UNAVAILABLE
    default = N_("The forum cannot do this right now. Nothing was changed; please try again in a minute.")
