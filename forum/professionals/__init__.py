"""What people know, as far as it was checked: standing in words, never a heavier vote.

Words: a *claim* is what somebody says of themselves (a registration, a post, a degree); *evidence* supports it, by a method
with a strength from 0 to 4 and an end; a *decision* of a reviewer approves it, refuses it, asks for more, or takes an approval back. *Verified*
means: approved, not expired, and supported by one piece of strength 3 or two different methods of strength 2.
Invariants: decisions are added, never changed; nobody decides on themselves, their own office, or whom they vouched for; documents are
sealed, seen by reviewers only, and deleted; a standing holds for the name it was checked under. Read `evidence.py` first.
"""
