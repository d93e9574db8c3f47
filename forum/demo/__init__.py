"""A city to look at: invented people, districts and settings, always the same ones.

Words: a *persona* is an invented person whom anyone may sign in as, in the demo only. The top floor: it may use
every room below and is used by none. Invariant: nothing here runs outside the demo and test profiles.
Read `people.py` first.
"""
