"""The council's room: the city answers.

Words: a *case* is a proposal that the council must answer, with an *office* responsible for it and a day it is *due*; a *decision* is the answer: a
*verdict*, reasons, how each member voted; a *milestone* is a piece of what was promised; a *session* is a meeting with an *agenda*; the *dossier* is all a
member needs to know of a proposal; the *trace* leads from a comment to what became of it, and back.

Invariants: a due day is set when a case is received and moves at most once, with a reason; a decision never changes, only a later one that cites it
corrects it; nothing of a person is shown in a cell of fewer than ten.

Read `deadlines.py` first, then `actions/deciding.py`.
"""
