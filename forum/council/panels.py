"""The room's entries in the staff area."""

from forum.admin.types import Panel
from forum.council.queries import cases
from forum.kernel.words import N_

PANELS = (
    Panel(N_("Council desk"), N_("What waits for an answer, by age; dossiers, notes, decisions, milestones."), "gavel", "council.desk", "council.see_desk", cases.count_waiting),
    Panel(N_("Offices and calendar"), N_("Who answers, and how many days the city gives itself."), "building-2", "council.set_up", "council.set_up"),
)
