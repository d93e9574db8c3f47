"""What Flask-Login carries: the session's secret, and who it belongs to."""

from flask_login import UserMixin

from forum.kernel.rules import STRANGER, Actor


class SignedInPerson(UserMixin):  # type: ignore[misc]  # Flask-Login is untyped
    """A browser that is signed in. Its id is the session's secret, never the person's number."""

    def __init__(self, token: str, actor: Actor = STRANGER) -> None:
        self.token = token
        self.actor = actor

    def get_id(self) -> str:
        return self.token
