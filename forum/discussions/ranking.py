"""Orders comments by how sure one can be that readers find them helpful. Pure.

Wilson's lower bound of the share of helpful marks, at z = 1.2816 (one side, 90 %): few marks promise little, many
marks promise what they say. Source: E. B. Wilson, Probable inference (1927), equation 4.
"""

from math import sqrt

Z = 1.2816
SHOWN_FROM = 5
LIFT = 2_000_000


def lifted(points: int, *, is_professional: bool) -> int:
    """Return the key of the order “Professionals first”: their comments by score, then all others by score."""
    return points + (LIFT if is_professional else 0)


def score(helpful: int, unhelpful: int) -> int:
    """Return the lower bound in millionths, from 0 to 1,000,000; 0 when nobody has marked it."""
    marks = helpful + unhelpful
    if marks == 0:
        return 0
    share, z2 = helpful / marks, Z * Z
    middle = share + z2 / (2 * marks)
    spread = Z * sqrt(share * (1 - share) / marks + z2 / (4 * marks * marks))
    return max(0, round(1_000_000 * (middle - spread) / (1 + z2 / marks)))
