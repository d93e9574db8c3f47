"""The room's entry in the staff area."""

from forum.admin.types import Panel
from forum.kernel.words import N_
from forum.voting.queries import contests

PANEL = Panel(N_("Votes"), N_("Prepare a vote, announce it, certify its result."), "vote", "voting.desk", "voting.see_desk", contests.count_waiting)
