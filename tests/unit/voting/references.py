"""Slow, short counts with exact fractions and no arrays, written apart from the product, to hold its counts against."""

from fractions import Fraction


def runoff(ballots, candidates, order):
    """Instant runoff over lists of names; ties fall on whoever stands last in `order`. Return the winner and each round's votes."""
    left, rounds = list(candidates), []
    while True:
        votes = dict.fromkeys(left, 0)
        for ranking in ballots:
            held = next((c for c in ranking if c in left), None)
            if held is not None:
                votes[held] += 1
        rounds.append(votes)
        best = min(left, key=lambda c: (-votes[c], order.index(c)))
        if votes[best] * 2 > sum(votes.values()) or len(left) <= 2:
            return best, rounds
        left.remove(max((c for c in left if votes[c] == min(votes.values())), key=order.index))


def scottish(ballots, candidates, seats, lot):
    """The Order's rules 45 to 52, ballot by ballot, with values cut off at five decimals. Return the elected."""
    def cut(value):
        return Fraction(int(value * 100_000), 100_000)

    papers = [[Fraction(1), list(r)] for r in ballots if r]
    quota = len(papers) // (seats + 1) + 1
    holder = {n: p[1][0] for n, p in enumerate(papers)}
    elected, out, kept, history, pending = [], [], {}, [], []

    def votes():
        return {c: kept.get(c, sum((papers[n][0] for n, h in holder.items() if h == c), Fraction(0))) for c in candidates}

    def tied(among, pick):
        rest = list(among)
        for past in reversed(history[:-1]):
            best = pick(past[c] for c in rest)
            rest = [c for c in rest if past[c] == best]
            if len(rest) == 1:
                break
        return min(rest, key=lot.index)

    def go_on(name):
        for n, h in list(holder.items()):
            if h == name:
                holder[n] = next((c for c in papers[n][1][papers[n][1].index(name) + 1:] if c not in elected and c not in out), None)

    while True:
        history.append(votes())
        now, running = history[-1], [c for c in candidates if c not in elected and c not in out]
        if len(running) <= seats - len(elected):
            return elected + running
        found = sorted((c for c in running if now[c] >= quota), key=lambda c: (-now[c], lot.index(c)))
        elected += found
        pending += found
        if len(elected) >= seats:
            return elected[:max(seats, len(elected))]
        if pending:
            chosen = tied([c for c in pending if now[c] == max(now[p] for p in pending)], max)
            pending.remove(chosen)
            surplus = now[chosen] - quota
            for n, h in holder.items():
                if h == chosen:
                    papers[n][0] = cut(papers[n][0] * surplus / now[chosen])
            kept[chosen] = Fraction(quota)
            go_on(chosen)
        else:
            gone = tied([c for c in running if now[c] == min(now[r] for r in running)], min)
            out.append(gone)
            kept[gone] = Fraction(0)
            go_on(gone)
