"""What names a place in a text so that it can be found again: the words themselves and what stood around them (W3C Web Annotation, text quote selector)."""

from dataclasses import dataclass

from curriculum.anchors.passages import Passage

CONTEXT = 48


@dataclass(frozen=True)
class Anchor:
    """``quote`` stands in the passage at ``address``, after ``prefix`` and before ``suffix`` (at most 48 characters each, of the same passage)."""

    address: str
    quote: str
    prefix: str = ""
    suffix: str = ""


def anchor_at(passage: Passage, quote: str = "", prefix: str = "") -> Anchor | None:
    """The anchor of ``quote`` within ``passage``, of the whole passage without a quote; ``None`` where the passage does not say so.

    Of several places the one after ``prefix`` is meant.
    """
    words = " ".join(quote.split()) or passage.text
    before = " ".join(prefix.split())
    starts = places_of(words, passage.text)
    if not starts:
        return None
    start = max(starts, key=lambda place: (agreement(before, passage.text[:place].strip()), -place))
    end = start + len(words)
    return Anchor(passage.address, words, passage.text[max(0, start - CONTEXT) : start], passage.text[end : end + CONTEXT])


def places_of(words: str, text: str) -> list[int]:
    """Where ``words`` begin in ``text``, overlapping places included."""
    places, at = [], text.find(words)
    while at >= 0:
        places.append(at)
        at = text.find(words, at + 1)
    return places


def agreement(one: str, other: str) -> int:
    """How many characters the two texts share at their ends."""
    shared = 0
    for left, right in zip(reversed(one), reversed(other), strict=False):
        if left != right:
            break
        shared += 1
    return shared
