"""What of accounts a person is told in the inbox."""

from forum.accounts.events import IdentityLinked, RoleEnded, RoleGranted
from forum.accounts.types import ROLE_NAMES
from forum.kernel.events import Recorded, listen
from forum.kernel.rules import Role
from forum.kernel.words import N_, Sentence, sentence
from forum.notifications.actions import notify


def start() -> None:
    """Listen."""
    listen(RoleGranted, tell_role_granted)
    listen(RoleEnded, tell_role_ended)
    listen(IdentityLinked, tell_identity_linked)


def tell_role_granted(event: Recorded) -> None:
    role = Sentence(ROLE_NAMES[Role(event.data["role"])])
    notify(person_id=event.subject_id, event_id=event.id, now=event.at, path="/account",
           sentence=sentence(N_("You have been entrusted with a role: %(role)s."), role=role))  # fmt: skip


def tell_role_ended(event: Recorded) -> None:
    role = Sentence(ROLE_NAMES[Role(event.data["role"])])
    notify(person_id=event.subject_id, event_id=event.id, now=event.at, path="/account",
           sentence=sentence(N_("A role of yours has ended: %(role)s."), role=role))  # fmt: skip


def tell_identity_linked(event: Recorded) -> None:
    notify(person_id=event.subject_id, event_id=event.id, now=event.at, path="/account/sign-in",
           sentence=sentence(N_("A new way to sign in was added to your account: %(provider)s."), provider=event.data["provider"].title()))  # fmt: skip
