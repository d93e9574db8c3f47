"""Keeps the conversation within the published rules, and answers for it.

Words: a *report* says which rule somebody sees broken; reports on one thing are one *case*; a *decision* ends it, with
a *statement of reasons* that its author reads; one *appeal*, decided by somebody else. A *thing* is whatever a room
above lets people report.
Invariants: moderation hides and never deletes; nobody decides on their own words, on their own report, or on an appeal
against themselves; words of the city's own people are hidden by two; nothing is decided by a machine, though links of
newcomers wait for a person. Read `policy.py` first, then `actions/deciding.py`.
"""
