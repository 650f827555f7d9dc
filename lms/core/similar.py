"""Which texts say nearly the same.

A text is the set of its words and of its pairs of neighboring words, in lower case and without punctuation. Two texts are as alike as

    J(A, B) = |A ∩ B| / |A ∪ B|        (Jaccard, 1912)

from 0 (no word in common) to 1 (the same words and pairs). Worked example: “Who may represent him?” and “Who may represent her?” have
{who, may, represent, him, who may, may represent, represent him} and the same with *her*: 5 of 9 are common, 0.56.

Constraint: of 5 000 texts, all pairs are 12 million, too many to compare while a page waits. Two sets as alike as t must share one of the
|A| − ⌈t·|A|⌉ + 1 rarest members of A, whichever order of rarity all sets are sorted by (prefix filter: Bayardo, Ma and Srikant, *Scaling up all
pairs similarity search*, WWW 2007). Only sets that do are compared, so the answer is exact and nothing is missed.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import TypeVar

K = TypeVar("K")
_WORD = re.compile(r"\w+")
MOST_WORDS = 600  # of one text: what comes after is not compared


def features(text: str) -> frozenset[str]:
    words = _WORD.findall(text.casefold())[:MOST_WORDS]
    return frozenset([*words, *(f"{one} {two}" for one, two in pairwise(words))])


def likeness(one: frozenset[str], other: frozenset[str]) -> Fraction:
    """Jaccard's index; 0 where both are empty, for nothing is said alike."""
    common = len(one & other)
    return Fraction(common, len(one) + len(other) - common) if common else Fraction(0)


def like(text: str, others: Mapping[K, str], *, least: Fraction, most: int = 10) -> list[tuple[K, Fraction]]:
    """Those of ``others`` at least as like ``text`` as ``least``, the likest first, at most ``most``."""
    mine = features(text)
    found = [(key, likeness(mine, features(other))) for key, other in others.items()]
    return sorted((one for one in found if one[1] >= least), key=lambda one: -one[1])[:most]


def alike_pairs(texts: Mapping[K, str], *, least: Fraction) -> list[tuple[K, K, Fraction]]:
    """Every pair of ``texts`` at least as alike as ``least``, which is above 0; the likest first."""
    sets = {key: found for key, text in texts.items() if (found := features(text))}
    often = Counter(member for found in sets.values() for member in found)
    pairs = list(_pairs(sets, often, least))
    return sorted(pairs, key=lambda pair: -pair[2])


def _pairs(sets: Mapping[K, frozenset[str]], often: Mapping[str, int], least: Fraction) -> Iterator[tuple[K, K, Fraction]]:
    holders: dict[str, list[K]] = {}
    for key, mine in sets.items():
        rarest = sorted(mine, key=lambda member: (often[member], member))[: _prefix(len(mine), least)]
        for other in dict.fromkeys(holder for member in rarest for holder in holders.get(member, ())):
            if (share := likeness(mine, sets[other])) >= least:
                yield other, key, share
        for member in rarest:
            holders.setdefault(member, []).append(key)


def _prefix(size: int, least: Fraction) -> int:
    return size + (-size * least.numerator) // least.denominator + 1  # size − ⌈least·size⌉ + 1
