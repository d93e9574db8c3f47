"""Which tables of this room, and of the kernel, speak of a person, and what leaving does to each.

Each room declares its own; a house test compares the declared list with the schema.
"""

from forum.accounts.types import Farewell, OnLeaving, PersonalTable

PERSONAL: tuple[PersonalTable, ...] = (
    PersonalTable("people", "id", OnLeaving.KEEP, "The row stays without name, address or words, so that threads keep their shape.",
                  hidden=("name_skeleton",)),
    PersonalTable("identities", "person_id", OnLeaving.DELETE, "Ways to sign in."),
    PersonalTable("sessions", "person_id", OnLeaving.DELETE, "Browsers you were signed in with.", hidden=("token_hash",)),
    PersonalTable("email_codes", "person_id", OnLeaving.DELETE, "Codes sent to you.", hidden=("code_hash", "public_id")),
    PersonalTable("outbox", "person_id", OnLeaving.DELETE, "Mail sent to you.", hidden=("html",)),
    PersonalTable("stored_files", "owner_id", OnLeaving.DELETE, "Files you sent."),
    PersonalTable("role_grants", "person_id", OnLeaving.KEEP, "Who was entrusted with a role is part of the public record."),
    PersonalTable("role_grants", "given_by", OnLeaving.KEEP, "Who entrusted a role is part of the public record."),
    PersonalTable("role_grants", "ended_by", OnLeaving.KEEP, "Who ended a role is part of the public record."),
    PersonalTable("standings", "person_id", OnLeaving.DELETE, "What was checked of you, as it stands beside your name."),
    PersonalTable("suspensions", "person_id", OnLeaving.DELETE, "Suspensions of your account."),
    PersonalTable("suspensions", "given_by", OnLeaving.KEEP, "Who suspended an account answers for it."),
    PersonalTable("suspensions", "lifted_by", OnLeaving.KEEP, "Who lifted a suspension answers for it."),
    PersonalTable("events", "actor_id", OnLeaving.KEEP, "The log holds numbers only; after you leave, yours leads to no name."),
)  # fmt: skip


class Declared:
    """The declared lists of all rooms, gathered when the application is put together."""

    def __init__(self) -> None:
        self.tables: tuple[PersonalTable, ...] = ()
        self.farewells: tuple[Farewell, ...] = ()

    def add(self, *tables: PersonalTable, farewell: Farewell | None = None) -> None:
        """Add a room's tables, and what it does before they are emptied."""
        self.tables += tables
        self.farewells += (farewell,) if farewell else ()
