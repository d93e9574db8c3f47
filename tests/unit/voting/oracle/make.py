"""Asks pref_voting who wins 200 small elections, and writes its answers down: an outside opinion for test_oracle.py.

Run by hand, in an environment of its own that has `pref_voting` (it brings 700 MB and another numpy):  python make.py > winners.jsonl
Rankings end early as real ones do; who is not ranked counts as last, and equal to the others who are not.
"""

import json
import random

from pref_voting import margin_based_methods as margins
from pref_voting.profiles_with_ties import ProfileWithTies
from pref_voting.voting_method import VotingMethod

METHODS = {
    "schulze": margins.beat_path,
    "ranked-pairs": margins.ranked_pairs,
    "minimax": margins.minimax,
}


def main() -> None:
    """Print one election a line."""
    from pref_voting.c1_methods import condorcet, copeland

    dice = random.Random(2009)
    for _ in range(200):
        size = dice.choice((3, 4, 5))
        ballots = [(dice.sample(range(size), dice.randint(1, size)), dice.randint(1, 9)) for _ in range(dice.randint(4, 14))]
        profile = ProfileWithTies([{c: place for place, c in enumerate(b)} for b, _ in ballots], [n for _, n in ballots], candidates=list(range(size)))
        profile.use_extended_strict_preference()
        methods: dict[str, VotingMethod] = {**METHODS, "copeland": copeland, "condorcet": condorcet}
        winners = {name: sorted(int(c) for c in method(profile)) for name, method in methods.items()}
        table = [[int(profile.support(a, b)) for b in range(size)] for a in range(size)]
        print(json.dumps({"size": size, "ballots": ballots, "pairwise": table, "winners": winners}, separators=(",", ":")))


if __name__ == "__main__":
    main()
