"""What happened: frozen records in the past tense, ids only, never a name or an address."""

from dataclasses import dataclass, fields
from typing import Any, ClassVar


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Something that happened.

    `subject`: the field that holds the id of the thing it happened to. `public`: whether anyone may
    read it in the audit trail, or staff alone.
    """

    subject: ClassVar[str]
    public: ClassVar[bool] = False

    @classmethod
    def kind(cls) -> str:
        """Return the fact's name in the log: room, a point, and the class (`accounts.RoleGranted`)."""
        return f"{cls.__module__.split('.')[1]}.{cls.__name__}"

    @classmethod
    def every(cls) -> "list[type[Fact]]":
        """Return every kind of fact there is; a class whose name begins with `_` only gathers what others share."""
        found = [c for child in cls.__subclasses__() for c in (child, *child.every())]
        return [c for c in found if not c.__name__.startswith("_")]

    def data(self) -> dict[str, Any]:
        """Return the fields as plain JSON values."""
        return {f.name: getattr(self, f.name) for f in fields(self)}
