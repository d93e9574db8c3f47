"""Writes of the voting room."""
