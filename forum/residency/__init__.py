"""Where people live, as far as it was checked: who may endorse and vote where.

Words: a *method* is a way to confirm residency, off until the city switches it on; a *proof* is what was checked,
kept only as a keyed hash so that it serves one account; *standing* is what a person has shown so far.
Invariants: with no method on, nobody votes; one running residency a person; one account a proof; a paper is
encrypted and deleted when it was read. Read `requirements.py` first, then `actions/confirming.py`.
"""
