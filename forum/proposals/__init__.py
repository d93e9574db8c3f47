"""From an idea to a text people can endorse, amend and vote on.

Words: a *proposal* has one *working text* (its authors' draft) and immutable *versions* (what was published). An
*amendment* changes one paragraph. An *endorsement* is one resident's support; enough of them by a date cross the
*threshold* and start the council's clock. A *merge* joins two proposals, and moves no endorsement without a yes.
Invariants: a stage changes only along `lifecycle.py`; a version never changes; one running endorsement per person;
the threshold is crossed once. Read `lifecycle.py` first, then `content.py`, then `actions/`.
"""
