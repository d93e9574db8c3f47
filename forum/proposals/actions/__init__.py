"""Writes of the room: `drafting`, `publishing`, `moving` between stages, `endorsing`, `amending`, `authors`, `merging`, `rules`."""
