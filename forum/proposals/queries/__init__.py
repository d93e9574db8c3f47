"""Reads of the room: `reading` a proposal, `listing` many, `writing` for its authors, `standing` for who may do what."""
