"""Counting, and nothing else: ballots and rules in, a frozen result with its whole explanation out. Pure; one method a file.

`papers` turns ballots into arrays of distinct rankings; `hands` says who holds each of them; `irv`, `wigm`, `bottoms_up`, `scotland`
count in rounds; `pairwise` compares two by two, and `schulze`, `ranked_pairs`, `minimax`, `copeland` decide from it; `approval` adds up.
"""
