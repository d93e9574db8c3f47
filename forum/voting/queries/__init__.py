"""Reads of the voting room."""
