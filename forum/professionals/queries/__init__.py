"""Reads of the room: `claims` (and the city's lists), `attesting`, `network`, `standing` (who is what to whom), `people` (pages and search)."""
