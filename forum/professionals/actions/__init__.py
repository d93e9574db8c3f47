"""Writes of the room: `claiming`, `proving` (work address, vouching), `reviewing`, `keeping` (lists, profile), `ending`."""
