"""Reads of the council's room."""
