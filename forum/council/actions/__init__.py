"""Writes of the council's room."""
