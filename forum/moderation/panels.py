"""The room's entry in the staff area."""

from forum.admin.types import Panel
from forum.kernel.words import N_
from forum.moderation.queries import cases

PANEL = Panel(N_("Moderation"), N_("Reports to decide, second looks, appeals, copies and crowds."), "scale", "moderation.desk", "moderation.see_queue", cases.count_waiting)
