"""Writes of the room: `reporting`, `deciding`, `appealing`, and `noting` (what texts look like, and what newcomers may)."""
