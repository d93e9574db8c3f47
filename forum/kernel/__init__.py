"""The ground floor: what every room stands on, and no room's business.

A closed list of modules (tests/house/test_architecture.py); a new one needs a decision record.
Words: an *actor* is who acts, with what standing; a *fact* is what happened, in the past tense;
a *rule* says who may do what and, when refused, why and what to do next.
Read `rules.py` first, then `web.py`.
"""
