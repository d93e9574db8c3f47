"""Threads on any subject: citizens, professionals and officials in one conversation.

Words: a *subject* is what is talked about (a proposal, later a notice), named by kind and number; its *thread* begins
with the first *comment*. A comment may carry a *stance*. A *mark* says helpful or not; it orders, it decides nothing.
Invariants: a comment keeps its place for ever, whatever becomes of its words; standing is shown beside the name and
never weighs; reading writes nothing. Read `ranking.py` first, then `actions/commenting.py`.
"""
