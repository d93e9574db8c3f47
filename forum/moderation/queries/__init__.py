"""Reads of the room: `cases` for the desk and for those concerned, `figures` for everybody."""
