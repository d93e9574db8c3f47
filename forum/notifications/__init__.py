"""What a person should know: an inbox behind the bell.

Words: a *notice* is one sentence for one person, with a place to go. It is kept as a marked sentence and its
values, so that it is read in the reader's language, whatever that is by then. A *follow* is how much a person wants
to hear of one thing; *wishes* say how often somebody wants mail, and when never; a *block*, of whom they want to hear nothing.
Invariant: one notice per event and person, however often a job runs. Read `actions.py` first.
"""
