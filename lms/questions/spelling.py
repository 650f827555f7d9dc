"""Forgiving a slip of spelling without forgiving another answer.

Constraint: a tolerance of one or two edits must never turn one number, visa letter or section into another, and no text
a student sends may keep the server busy. So:

- an edit is one letter added, left out or replaced, or two neighbors swapped (the commonest slip of typing);
- texts under ``SHORTEST`` characters are never forgiven: “INA” and “INS” are one edit apart;
- words that are numbers (figures, number words, Roman numerals) or single letters must be the same, in the same order.

Worked example, tolerance 1, wanted “asylum”: “asylm”, “assylum” and “asylmu” are forgiven, “asylee” (two edits) is not.
Wanted “U visas”: “U vsas” is forgiven, “T visas” is not. Wanted “one year”: “one yera” is forgiven, “nine year” is not.
"""

import re

SHORTEST = 5
_NUMBER_WORDS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million half quarter once twice
first second third fourth fifth sixth seventh eighth ninth tenth
"""
_NUMBERS = frozenset(_NUMBER_WORDS.split())
_ROMAN = re.compile(r"m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")


def edits_forgiven(wanted: str, given: str, most: int) -> int | None:
    """How many edits, 0 to ``most``, part ``given`` from ``wanted``; ``None`` when they are too many or must not be forgiven."""
    if wanted == given:
        return 0
    if min(len(wanted), len(given)) < SHORTEST or fixed_words(wanted) != fixed_words(given):
        return None
    return next((edits for edits in range(1, most + 1) if within_edits(wanted, given, edits)), None)


def fixed_words(text: str) -> list[str]:
    """The words of ``text`` that spelling tolerance leaves alone: numbers in any writing, and single letters."""
    return [piece for word in text.casefold().split() for piece in _pieces(word.strip(".,;:!?'\"")) if _is_fixed(piece)]


def within_edits(one: str, other: str, most: int) -> bool:
    """True when at most ``most`` edits turn ``one`` into ``other``.

    Equal letters at the front can always be matched, so only the first difference branches, four ways, ``most`` times:
    for two edits at most sixteen walks along the text, however long it is.
    """
    if abs(len(one) - len(other)) > most:
        return False
    start = _same_front(one, other)
    one, other = one[start:], other[start:]
    if not one or not other:
        return True  # the length was checked: what is left are at most `most` letters to add
    if not most:
        return False
    swapped = one[:2] == other[1::-1] and len(other) > 1
    return (
        within_edits(one[1:], other[1:], most - 1)
        or within_edits(one[1:], other, most - 1)
        or within_edits(one, other[1:], most - 1)
        or (swapped and within_edits(one[2:], other[2:], most - 1))
    )


def _same_front(one: str, other: str) -> int:
    return next((place for place, (left, right) in enumerate(zip(one, other, strict=False)) if left != right), min(len(one), len(other)))


def _pieces(word: str) -> list[str]:
    """A word with a figure stays whole (“1292.12(a)”); others part at hyphens and the like."""
    if any(char.isnumeric() for char in word):
        return [word]
    return re.split(r"\W+", word.replace("'", ""))


def _is_fixed(piece: str) -> bool:
    if not piece:
        return False
    return len(piece) == 1 or piece in _NUMBERS or any(char.isnumeric() for char in piece) or _ROMAN.fullmatch(piece) is not None
