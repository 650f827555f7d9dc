"""Where a marked passage stands in another revision of its lesson.

Constraint: a mark must never be shown at a wrong place as if nothing had happened. So the two revisions are first laid side by side:
passages that say the same in both belong together, whatever was put in or taken out elsewhere, and none of them can be mistaken
for another. Only what has no counterpart is compared word by word, and then the answer is “changed”, with a score.

    old:  p-1-1 "Who may file."   p-1-2 "One year is the limit."
    new:  p-1-1 "A new opening."  p-1-2 "Who may file."          p-1-3 "The limit is one year."

    "Who may file."           → moved,   p-1-2
    "One year is the limit."  → changed, p-1-3, with how much the two are alike
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

from curriculum.anchors.anchor import Anchor, agreement, places_of
from curriculum.anchors.passages import Passage

ALIKE = 0.6  # below this two texts are two texts
SHORT = 240  # characters of two texts together, up to which comparing them character by character costs little
NEAREST = 8  # passages that are compared with the words of a mark
WORD = re.compile(r"\w+")
DISTINCT = 16  # so many characters do not stand in two passages by chance


class State(StrEnum):
    """``exact``: where it was. ``moved``: the same words elsewhere. ``changed``: other words now stand for it. ``gone``: nothing does."""

    EXACT = "exact"
    MOVED = "moved"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True)
class Found:
    """``text`` is what stands at ``address`` now, from ``start``; ``score`` is 1 unless the words changed."""

    state: State
    address: str = ""
    text: str = ""
    start: int = 0
    score: float = 0.0


GONE = Found(State.GONE)


class Revisions:
    """An older and a newer text of one lesson, laid side by side once; asks about any number of anchors of the older one."""

    def __init__(self, old: Sequence[Passage], new: Sequence[Passage]) -> None:
        self.old = {passage.address: passage for passage in old}
        self.new = {passage.address: passage for passage in new}
        self.same = _counterparts(old, new)
        taken = set(self.same.values())
        self.unknown = [passage for passage in new if passage.address not in taken]
        self.find = lru_cache(maxsize=2048)(self._find)
        """Where an anchor's words stand now; found once for each anchor."""

    def _find(self, anchor: Anchor) -> Found:
        if anchor.address in self.same:
            return self._within(self.new[self.same[anchor.address]], anchor) or GONE
        return self._same_words(anchor) or self._other_words(anchor)

    def _within(self, passage: Passage, anchor: Anchor) -> Found | None:
        """The quote in a passage that holds it, at the place whose surroundings agree best."""
        starts = places_of(anchor.quote, passage.text)
        if not starts:
            return None
        start = max(starts, key=lambda place: (_context(anchor, passage.text, place), -place))
        state = State.EXACT if passage.address == anchor.address else State.MOVED
        return Found(state, passage.address, anchor.quote, start, 1.0)

    def _same_words(self, anchor: Anchor) -> Found | None:
        """The very words in a passage that is new or was rewritten around them: there alone, and not by chance."""
        holding = [found for passage in self.unknown if (found := self._within(passage, anchor))]
        sure = [found for found in holding if _agrees(anchor, self.new[found.address].text, found.start)]
        return sure[0] if len(sure) == 1 else None

    def _other_words(self, anchor: Anchor) -> Found:
        """What the words became: the most similar stretch of the passages without a counterpart."""
        words = anchor.quote if len(anchor.quote) >= DISTINCT else f"{anchor.prefix}{anchor.quote}{anchor.suffix}"
        best = GONE
        for passage in _nearest(words, self.unknown):
            found = _closest(words, passage, max(ALIKE, best.score))
            best = found if found.score > best.score else best
        return best


def _counterparts(old: Sequence[Passage], new: Sequence[Passage]) -> dict[str, str]:
    """Old address → new address of passages that say the same: in the order of the text first, then wherever they moved."""
    matcher = SequenceMatcher(None, [one.text for one in old], [one.text for one in new], autojunk=False)
    pairs = {old[a + step].address: new[b + step].address for a, b, size in matcher.get_matching_blocks() for step in range(size)}
    taken = set(pairs.values())
    left: dict[str, list[str]] = defaultdict(list)
    for passage in new:
        if passage.address not in taken:
            left[passage.text].append(passage.address)
    for passage in old:
        if passage.address not in pairs and left[passage.text]:
            pairs[passage.address] = left[passage.text].pop(0)
    return pairs


def _context(anchor: Anchor, text: str, start: int) -> int:
    end = start + len(anchor.quote)
    return agreement(anchor.prefix, text[:start]) + agreement(anchor.suffix[::-1], text[end:][::-1])


def _agrees(anchor: Anchor, text: str, start: int) -> bool:
    """Long words speak for themselves; short ones need their surroundings."""
    return len(anchor.quote) + _context(anchor, text, start) >= DISTINCT


def _nearest(quote: str, passages: Sequence[Passage]) -> list[Passage]:
    """The passages that share most words with the quote, at least a third of its words: only these are compared, for comparing is slow."""
    words = set(quote.casefold().split())
    shared = [(len(words & set(passage.text.casefold().split())), passage) for passage in passages]
    near = sorted((row for row in shared if 3 * row[0] >= len(words)), key=lambda row: -row[0])
    return [passage for _, passage in near[:NEAREST]]


def _closest(words: str, passage: Passage, least: float) -> Found:
    """The stretch of ``passage`` that the words most likely became, in whole words, and how much the two are alike; below ``least`` nothing."""
    stretches = [(0, len(passage.text)), *_stretch(words, passage.text)]
    scored = [(_alike(passage.text[first:last], words, least), first, last) for first, last in stretches]
    score, first, last = max(scored, key=lambda one: (one[0], one[1] - one[2]))
    return Found(State.CHANGED, passage.address, passage.text[first:last], first, round(score, 3)) if score >= least else GONE


def _stretch(quote: str, text: str) -> list[tuple[int, int]]:
    """From the first to the last words of ``text`` that stand in the quote in the same order; short words alone begin and end nothing."""
    tokens = list(WORD.finditer(text))
    here, there = ([one.casefold() for one in words] for words in ((token.group() for token in tokens), WORD.findall(quote)))
    matched = SequenceMatcher(None, here, there, autojunk=False).get_matching_blocks()
    blocks = [block for block in matched if sum(len(word) for word in here[block.a : block.a + block.size]) > 3]
    return [_whole_words(text, tokens[blocks[0].a].start(), tokens[blocks[-1].a + blocks[-1].size - 1].end())] if blocks else []


def _alike(one: str, other: str, least: float) -> float:
    """How much two texts are alike, from 0 to 1: short ones by their characters, long ones by their words; 0 where it cannot reach ``least``."""
    if len(one) + len(other) > SHORT:
        here, there = one.casefold().split(), other.casefold().split()
        blocks = SequenceMatcher(None, here, there, autojunk=False).get_matching_blocks()
        same = sum(len(word) + 1 for block in blocks for word in here[block.a : block.a + block.size])
        return 2 * same / (len(one) + len(other) + 2)
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if min(matcher.real_quick_ratio(), matcher.quick_ratio()) >= least else 0.0


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end
