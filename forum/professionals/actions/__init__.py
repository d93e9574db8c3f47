"""Writes of the room: `claiming`, `proving` (work address, vouching), `attesting` (organisations), `networking`, `reviewing`, `keeping` (lists, profile), `ending`."""
