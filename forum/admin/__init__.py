"""The staff area: a shell in which rooms hang their panels, and the house's own records.

Words: a *panel* is a room's entry in the staff area: where it leads, who sees it, how much waits there.
Invariant: the shell knows no feature; the audit trail shows what was recorded, and changes nothing.
Read `panels.py` first.
"""
