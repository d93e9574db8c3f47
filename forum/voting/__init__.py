"""Ranked-choice votes that anyone can recount. So far: the count itself, on its own, without ballots of this forum.

Words: a *ballot* ranks candidates; a ballot that ranks nobody who is still in is *inactive*; the *threshold* or *quota* is what elects.
Invariants: a count is a function of ballots and rules and nothing else; it never uses a float; votes and inactive ballots add up in every
round; every figure of the result is in the explanation. Read `tally/rules.py`, then `tally/irv.py`.
"""
