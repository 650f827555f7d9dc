"""Where a marked passage stands in another revision of its lesson.

Constraint: a mark must never be shown at a wrong place as if nothing had happened. So the two revisions are first laid side by side:
passages that say the same in both belong together, whatever was put in or taken out elsewhere, and none of them can be mistaken
for another. Only what has no counterpart is compared word by word, and then the answer is “changed”, with a score.

    old:  p-1-1 "Who may file."   p-1-2 "One year is the limit."
    new:  p-1-1 "A new opening."  p-1-2 "Who may file."          p-1-3 "The limit is one year."

    "Who may file."           → moved,   p-1-2
    "One year is the limit."  → changed, p-1-3, with how much the two are alike
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from curriculum.anchors.anchor import Anchor, agreement, places_of
from curriculum.anchors.passages import Passage

ALIKE = 0.6  # below this two texts are two texts
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

    def find(self, anchor: Anchor) -> Found:
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
        best = max((_closest(words, passage) for passage in self.unknown), key=lambda found: found.score, default=GONE)
        return best if best.score >= ALIKE else GONE


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


def _closest(words: str, passage: Passage) -> Found:
    """The stretch of ``passage`` that the words most likely became, in whole words, and how much the two are alike."""
    if not _shares_words(words, passage.text):
        return GONE
    matcher = SequenceMatcher(None, passage.text, words, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size > 2]
    if not blocks:
        return GONE
    start, end = _whole_words(passage.text, blocks[0].a, blocks[-1].a + blocks[-1].size)
    stretches = [(start, end), (0, len(passage.text))]
    scored = [(SequenceMatcher(None, passage.text[first:last], words, autojunk=False).ratio(), first, last) for first, last in stretches]
    score, first, last = max(scored, key=lambda one: one[0])
    return Found(State.CHANGED, passage.address, passage.text[first:last], first, round(score, 3))


def _shares_words(quote: str, text: str) -> bool:
    """Two texts that are alike share a third of their words; this is asked first because comparing characters is slow."""
    words = set(quote.casefold().split())
    return 3 * len(words & set(text.casefold().split())) >= len(words)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end
