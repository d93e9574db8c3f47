"""Reads of the room: `claims` (and the city's lists), `standing` (who is what to whom), `people` (pages and search)."""
