"""How alike texts are: the Jaccard measure of their shingles, the runs of ``size`` words that stand in them.

``|A ∩ B| / |A ∪ B|``, 0 for nothing in common and 1 for the same runs (A. Broder, “On the resemblance and containment of documents”, 1997).
Worked example with runs of two: “file the form today” and “file the form now” have 2 of 4 runs in common: 0.5.

Constraint: hundreds of texts make a hundred thousand pairs, so only those are compared that share a run at all.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import combinations

_PARAGRAPH = re.compile(r"\n\s*\n")
_WORD = re.compile(r"[^\W_]+")


def shingles(text: str, size: int) -> frozenset[str]:
    """The runs of ``size`` words in small letters, without punctuation. None runs across an empty line, so the order of paragraphs does not count;
    a paragraph of fewer words is a run itself."""
    return frozenset(run for paragraph in _PARAGRAPH.split(text.casefold()) for run in _runs(_WORD.findall(paragraph), size))


def _runs(words: list[str], size: int) -> list[str]:
    return [" ".join(words[at : at + size]) for at in range(max(1, len(words) - size + 1))] if words else []


def likenesses(texts: Mapping[str, str], size: int) -> list[tuple[float, str, str]]:
    """Every pair of names whose texts share a run, with their measure, the most alike first."""
    runs = {name: shingles(text, size) for name, text in texts.items()}
    holders: dict[str, list[str]] = defaultdict(list)
    for name, own in runs.items():
        for run in own:
            holders[run].append(name)
    shared = Counter(pair for names in holders.values() for pair in combinations(names, 2))
    measured = ((common / (len(runs[one]) + len(runs[other]) - common), one, other) for (one, other), common in shared.items())
    return sorted(measured, key=lambda row: (-row[0], row[1], row[2]))
