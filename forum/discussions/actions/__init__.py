"""Writes of the room: `commenting` and `tending` (marks, pins, locks, hiding, how far one has read)."""
