"""People: who they are here, how they prove it, what they are entrusted with, and how they leave.

Words: a *person* is an account; an *identity* is a way in, named by (issuer, subject) and never by e-mail; a
*session* is one browser signed in, kept on the server so that signing out holds against a copied cookie; a
*grant* entrusts a role, with a giver, a time and a reason.
Invariants: no identity belongs to two people; the last identity stays; a badge or a role is never part of a name.
Read `actions/sign_in.py` first.
"""
