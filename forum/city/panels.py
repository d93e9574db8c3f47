"""The room's entry in the staff area."""

from forum.admin.types import Panel
from forum.kernel.words import N_

PANEL = Panel(N_("City settings"), N_("Name, colours, districts, texts in each language."), "landmark", "city.settings", "city.see_settings")
