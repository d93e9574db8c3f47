"""The room's entry in the staff area, and what an administrator should set right."""

from forum.admin.types import Concern, Panel
from forum.kernel.words import N_
from forum.residency import queries

PANEL = Panel(N_("Residency"), N_("Papers to read, codes and letters to hand out, ways to open."), "house", "residency.desk",
              "residency.see_queue", lambda: queries.count_waiting() + queries.count_letters_to_print())  # fmt: skip


def concerns() -> list[Concern]:
    """Say so when nobody can vote because no way to confirm residents is open."""
    words = N_("No way to confirm residents is open, so nobody can endorse or vote. Open one under Residency.")
    return [] if queries.methods_on() else [Concern(words, "residency.desk")]
