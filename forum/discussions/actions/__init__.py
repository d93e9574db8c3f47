"""Writes of the room: `commenting` and `tending` (marks, pins, locks, how far one has read)."""
