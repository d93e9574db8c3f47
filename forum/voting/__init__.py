"""Ranked votes that anyone can recount: announced, cast in secret, counted, certified.

Words: a *contest* is a vote with its question, options and rules; a *ballot* ranks options, and one that ranks none who is still in is *inactive*; the
*threshold* or *quota* is what elects; the *roll* says who voted; a *receipt* proves that a ballot was taken and shows nothing of it; the *log* holds what was
acknowledged; a result is *provisional* until an officer certifies it, then *final*, and *set aside* if it proves wrong.

Invariants: a count is a function of ballots and rules and nothing else; it never uses a float; votes and inactive ballots add up in every round; every
figure of the result is in the explanation. Nothing joins the roll and the ballots once a vote is closed, and no count is known before. From the
announcement on nothing about a vote can be changed.

Read `tally/rules.py`, then `tally/irv.py`; for the vote around the count `actions/casting.py`, then `actions/closing.py`.
"""
