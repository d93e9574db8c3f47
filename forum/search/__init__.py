"""Finds things: one box for everything public, in English and Urdu, on SQLite and PostgreSQL alike.

Words: a *document* is one public thing in the full-text index; a *source* finds small things by their names. Rooms
bring both; this room knows none of them. *Terms* are what words become before they are compared (`terms.py`): both
databases are given the same terms and only keep and rank them.
Invariant: only what a stranger may read is ever put into the index. Read `terms.py` first.
"""
