"""The room's entry in the staff area."""

from forum.admin.types import Panel
from forum.kernel.words import N_
from forum.professionals.queries import claims

PANEL = Panel(N_("Professionals"), N_("Claims to check, fields, recognised bodies, work domains."), "graduation-cap", "professionals.desk", "professionals.see_queue", claims.count_waiting)
