"""The room's entry in the staff area."""

from forum.admin.types import Panel
from forum.kernel.words import N_

PANEL = Panel(N_("Proposals"), N_("How much support an area asks for, and within how many days."), "lightbulb", "proposals.rules", "proposals.see_rules", lambda: 0)
