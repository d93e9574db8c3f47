"""Finds things: one box for everything public.

Words: a *source* is what a room brings to be found: a heading and a query. Rooms bring theirs; this room knows none.
Invariant: a source only ever returns what a stranger may read. Read `types.py` first.
"""
