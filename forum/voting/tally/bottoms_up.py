"""Bottoms-up: whoever has the fewest votes goes, until as many are left as there are seats, or until all that are left have a share of the votes.

Nobody is elected before the end, and no surplus is passed on. As RCTab counts it.
"""

from dataclasses import replace
from decimal import Decimal

from forum.voting.tally.hands import Hands, tally
from forum.voting.tally.papers import Papers
from forum.voting.tally.rounds import REASONS, Result, Round, in_order, pass_on, standing_at_first
from forum.voting.tally.rules import WRITE_INS, BadCase, Rules


def count(papers: Papers, rules: Rules) -> Result:
    """Count, and return who is left and every round. With a share to reach (`min_share`), seats do not matter. Cost: distinct rankings, times rounds at most."""
    top, bottom = rules.min_share
    if bottom < 1 or (not top and rules.seats < 1):
        raise BadCase("there should be seats to fill, or a share to reach")
    names, place = papers.candidates, in_order(papers, rules)
    standing = standing_at_first(papers, rules)
    hands = Hands(papers, standing)
    rounds: list[Round] = []
    threshold = Decimal(0)
    while not rounds or not rounds[-1].elected:
        votes = tally(hands.holder, papers.counts, len(names)).tolist()
        there = [n for n in range(len(names)) if standing[n]]
        if not rounds or (top and not rules.first_round_threshold):
            threshold = _threshold(sum(votes), rules)
        shown = Round(len(rounds) + 1, {names[n]: Decimal(votes[n]) for n in there}, threshold, (), (), {k: Decimal(int(papers.counts[hands.holder == c].sum())) for k, c in REASONS.items()}, {})
        write_ins = [n for n in there if names[n] == WRITE_INS]
        if write_ins:
            gone = write_ins
        elif (top and all(votes[n] >= threshold for n in there)) or (not top and len(there) <= rules.seats) or len(there) == 1:
            rounds.append(replace(shown, elected=tuple(sorted(names[n] for n in there)), transfers={names[n]: {} for n in there}))
            break
        elif top and rules.cutoff_elimination:
            gone = [n for n in there if votes[n] < threshold]
        else:
            fewest = min(votes[n] for n in there)
            gone = [max((n for n in there if votes[n] == fewest), key=lambda n: place[n])]
        standing[gone] = False
        rounds.append(replace(shown, eliminated=tuple(names[n] for n in gone), transfers=pass_on(hands, papers, standing, gone)))
    return Result(rounds[-1].elected, tuple(rounds))


def _threshold(votes: int, rules: Rules) -> Decimal:
    top, bottom = rules.min_share
    if top:
        return Decimal(votes) * (Decimal(top) / Decimal(bottom))
    return Decimal(votes // (rules.seats + 1) + 1)

