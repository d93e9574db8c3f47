"""Checks a published result: `python3 verify.py FOLDER-OR-ZIP [--receipt FILE]`. Nothing but Python's standard library; read it before you trust it.

Checks that every file is as the manifest says; recounts the ballots by the announced method and compares every round; takes the hashes of the
announcement and the lots again; rebuilds the log's root out of its leaves and checks the signature over it; finds a receipt in the log.
"""

import argparse
import base64
import hashlib
import json
import pathlib
import sys
import zipfile

UNIT = 100_000  # Scottish STV counts hundred-thousandths of a vote


def main():
    words = argparse.ArgumentParser(description="Check a published result.")
    words.add_argument("bundle", type=pathlib.Path)
    words.add_argument("--receipt", type=pathlib.Path, help="a receipt as the forum gave it")
    asked = words.parse_args()
    try:
        files = read(asked.bundle)
    except (OSError, zipfile.BadZipFile) as fault:
        print(f"WRONG: {asked.bundle} is neither a folder nor a zip that can be read ({fault})")
        return 1
    faults = check(files, asked.receipt.read_text(encoding="utf-8") if asked.receipt else None)
    for fault in faults:
        print("WRONG:", fault)
    print(f"{len(faults)} things are wrong." if faults else "Everything checked is right: files, announcement, count, lots, log" + (" and receipt." if asked.receipt else "."))
    return 1 if faults else 0


def read(place):
    if place.is_dir():
        return {f.name: f.read_bytes() for f in place.iterdir() if f.is_file()}
    with zipfile.ZipFile(place) as archive:
        return {name.rpartition("/")[2]: archive.read(name) for name in archive.namelist()}


def check(files, receipt=None):
    try:
        faults = manifest(files)
        result, announced = json.loads(files["result.json"]), json.loads(files["declaration.json"])
        return faults + announcement(result, announced) + drawn(result, announced) + count(result, files) + log(result, files) + (received(receipt, announced, files) if receipt else [])
    except (KeyError, ValueError, IndexError, TypeError) as fault:
        return [f"a file is missing or cannot be read ({type(fault).__name__}: {fault})"]


def manifest(files):
    said = json.loads(files["manifest.json"])
    faults = [f"{name} was changed after it was published" for name, digest in said.items() if name in files and hashlib.sha256(files[name]).hexdigest() != digest]
    faults += [f"{name} is missing" for name in said if name not in files]
    return faults + [f"{name} is not of this bundle" for name in files if name not in said and name not in ("manifest.json", "receipt.txt")]


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def announcement(result, announced):
    if result.get("origin"):
        return []  # an imported election had no announcement here
    faults = [] if hashlib.sha256(canonical(announced)).hexdigest() == result["announced_hash"] else ["the announcement is not the one that was hashed before the vote opened"]
    faults += [f"{name} is not as it was announced" for name in ("method", "seats", "options", "ranks", "publish", "question") if announced[name] != result[name]]
    return faults


def drawn(result, announced):
    lots = result["lots"]
    if not lots or result.get("origin"):
        return []
    seed, codes = bytes.fromhex(lots["seed"]), [o["code"] for o in result["options"]]
    faults = [] if hashlib.sha256(seed).hexdigest() == announced["lot_commit"] else ["the seed of the lots is not the one committed to before the vote opened"]
    mixed = hashlib.sha256(f"lot-v1\n{result['vote']}\n{seed.hex()}\n{lots['draw']}".encode()).digest()
    order = sorted(codes, key=lambda code: hashlib.sha256(mixed + f"\n{code}".encode()).hexdigest())
    return faults if order == lots["order"] else faults + ["the order of the lots does not follow from seed and draw"]


def count(result, files):
    names = [str(o["code"]) for o in result["options"]]
    order = [str(code) for code in (result["lots"] or {}).get("order", [])] or names
    if result["method"] == "schulze":
        return [] if schulze(result["pairwise"], names, order)[: result["seats"]] == result["count"]["winners"] else ["the pairwise table does not give these winners"]
    lines = files["ballots.blt"].decode().splitlines()
    ballots = [(int(line.split()[0]), line.split()[1:-1]) for line in lines[1 : lines.index("0")]]
    total = sum(times for times, _ in ballots)
    faults = [] if total == result["ballots"] else [f"there are {total} ballots in the file, and {result['ballots']} in the result"]
    if result["method"] == "irv":
        mine, theirs = runoff(ballots, names, order), [(r["tally"], r["threshold"], r["elected"], r["eliminated"]) for r in result["count"]["rounds"]]
    else:
        mine, theirs = scottish(ballots, names, order, result["seats"]), [(s["tally"], s["elected"]) for s in result["count"]["stages"]]
    for number, (a, b) in enumerate(zip(mine, theirs), start=1):
        if a != b:
            return [*faults, f"round {number} of the count comes out otherwise: {a[0]} and not {b[0]}"]
    if len(mine) != len(theirs):
        faults.append(f"the count has {len(mine)} rounds and not {len(theirs)}")
    winners = sorted(int(n) for step in mine for n in step[-2 if result["method"] == "irv" else -1])
    return faults if winners == result["winners"] else [*faults, f"the winners are {winners} and not {result['winners']}"]


def runoff(ballots, names, order):
    left, steps = list(names), []
    while True:
        votes = {name: 0 for name in left}
        for times, ranking in ballots:
            held = next((name for name in ranking if name in votes), None)
            if held:
                votes[held] += times
        need = sum(votes.values()) // 2 + 1
        best = min(left, key=lambda n: (-votes[n], order.index(n)))
        over = votes[best] >= need or len(left) <= 2
        last = max((n for n in left if votes[n] == min(votes.values())), key=order.index)
        steps.append(({n: str(v) for n, v in votes.items()}, str(need), [best] if over else [], [] if over else [last]))
        if over:
            return steps
        left.remove(last)


def scottish(ballots, names, lot, seats):
    papers = [[times, UNIT, ranking, 0] for times, ranking in ballots if ranking]  # how many, worth of each, ranking, place of the holder
    quota = (sum(p[0] for p in papers) // (seats + 1) + 1) * UNIT
    standing, elected, pending, kept, history, steps = set(names), [], [], {}, [], []

    def tie(among, pick):
        for votes in reversed(history[:-1]):
            if len(among) > 1:
                best = pick(votes[n] for n in among)
                among = [n for n in among if votes[n] == best]
        return min(among, key=lot.index)

    def stage():
        votes = {n: kept.get(n, 0) for n in names}
        for times, worth, ranking, at in papers:
            if at < len(ranking) and ranking[at] not in kept:
                votes[ranking[at]] += times * worth
        history.append(votes)
        there = [n for n in names if n in standing and n not in elected]
        if len(there) <= seats - len(elected):
            found = there
        else:
            found = sorted((n for n in there if votes[n] >= quota), key=lambda n: (votes[n], lot.index(n)), reverse=True)
            pending.extend(found)
        elected.extend(found)
        steps.append(({n: f"{v // UNIT}.{v % UNIT:05}" for n, v in votes.items()}, found))
        return votes

    votes = stage()
    while len(elected) < seats and (pending or [n for n in names if n in standing and n not in elected]):
        if pending:
            gone = tie([n for n in pending if votes[n] == max(votes[p] for p in pending)], max)
            pending.remove(gone)
            surplus = votes[gone] - quota
            kept[gone] = quota
        else:
            there = [n for n in names if n in standing and n not in elected]
            gone = tie([n for n in there if votes[n] == min(votes[t] for t in there)], min)
            surplus, kept[gone] = None, 0
        standing.discard(gone)
        for paper in papers:
            if paper[3] < len(paper[2]) and paper[2][paper[3]] == gone:
                if surplus is not None:
                    paper[1] = paper[1] * surplus // votes[gone]
                while paper[3] < len(paper[2]) and (paper[2][paper[3]] not in standing or paper[2][paper[3]] in elected):
                    paper[3] += 1
        votes = stage()
    return steps


def schulze(table, names, order):
    size = range(len(names))
    path = [[table[a][b] if table[a][b] > table[b][a] else 0 for b in size] for a in size]
    for over in size:
        for a in size:
            for b in size:
                if len({a, b, over}) == 3:
                    path[a][b] = max(path[a][b], min(path[a][over], path[over][b]))
    left, ranked = list(size), []
    while left:
        top = [a for a in left if not any(path[b][a] > path[a][b] for b in left)] or list(left)
        ranked += sorted((names[a] for a in top), key=order.index)
        left = [a for a in left if a not in top]
    return ranked


def log(result, files):
    if result.get("origin"):
        return []
    leaves = [bytes.fromhex(line) for line in files["leaves.txt"].decode().split()]
    note = files["checkpoint.txt"].decode()
    lines = note.splitlines()
    faults = [] if note == result["checkpoint"] else ["the checkpoint is not the one in the result"]
    if int(lines[1]) != len(leaves):
        faults.append(f"the log should have {lines[1]} leaves, and there are {len(leaves)}")
    if base64.b64decode(lines[2]) != root(leaves):
        faults.append("the leaves do not give the root that was signed: one was dropped, added, swapped or changed")
    if len(leaves) < result["ballots"]:
        faults.append("there are more ballots than were ever acknowledged")
    return faults if is_signed(note, files["key.txt"].decode().strip()) else [*faults, "the checkpoint is not signed by the forum's key"]


def received(receipt, announced, files):
    lines = receipt.strip().splitlines()
    faults = [] if lines[0] == f"{announced['log']}/receipt" else ["the receipt is of another vote"]
    if not is_signed(receipt.strip() + "\n", files["key.txt"].decode().strip()):
        faults.append("the receipt is not signed by the forum's key, or was changed")
    if base64.b64decode(lines[1]).hex() not in files["leaves.txt"].decode().split():
        faults.append("the receipt was signed, and its leaf is not in the log: a ballot that was acknowledged is missing; show this to the auditors")
    return faults


def root(leaves):
    if not leaves:
        return hashlib.sha256(b"").digest()
    while len(leaves) > 1:
        pairs = [hashlib.sha256(b"\x01" + leaves[n] + leaves[n + 1]).digest() for n in range(0, len(leaves) - 1, 2)]
        leaves = pairs + leaves[len(leaves) & ~1 :]
    return leaves[0]


def is_signed(note, key):
    body, _, line = note.rpartition("\n\n")
    name, _, rest = key.partition("+")
    public = base64.b64decode(rest.partition("+")[2])[1:]
    signature = base64.b64decode(line.strip().rpartition(" ")[2])
    expected = hashlib.sha256(name.encode() + b"\n\x01" + public).digest()[:4]
    return signature[:4] == expected and ed25519((body + "\n").encode(), signature[4:], public)


P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
BASE_Y = 4 * pow(5, P - 2, P) % P


def x_of(y, odd):
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P:
        raise ValueError("no point of the curve")
    return x if x & 1 == odd else P - x


def plus(a, b):
    c, d = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    e, f = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    g, h, i, j = d - c, f - e, f + e, d + c
    return (g * h % P, i * j % P, h * i % P, g * j % P)


def times(number, point):
    found = (0, 1, 1, 0)
    while number:
        if number & 1:
            found = plus(found, point)
        point, number = plus(point, point), number >> 1
    return found


def point(data):
    value = int.from_bytes(data, "little")
    y = value & (1 << 255) - 1
    x = x_of(y, value >> 255)
    return (x, y, 1, x * y % P)


def ed25519(message, signature, public):
    """RFC 8032: s·B = R + h·A."""
    if len(signature) != 64 or len(public) != 32 or int.from_bytes(signature[32:], "little") >= L:
        return False
    base_x = x_of(BASE_Y, 0)
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    left = times(int.from_bytes(signature[32:], "little"), (base_x, BASE_Y, 1, base_x * BASE_Y % P))
    right = plus(point(signature[:32]), times(h, point(public)))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


if __name__ == "__main__":
    sys.exit(main())
