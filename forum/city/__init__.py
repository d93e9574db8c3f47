"""The city itself: its name, colours, districts, topics and texts, and its front page.

Words: a *district* is a part of the city; a *topic* is what a proposal is about; a *text* is a page the city
writes in each language (rules, privacy, accessibility).
Invariants: what the city shows stands in every offered language or falls back visibly; an accent colour that
cannot be read on its background is refused. Read `actions.py` first.
"""
