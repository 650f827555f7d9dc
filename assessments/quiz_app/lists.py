"""The lists that django-quiz-app keeps as text: ``1,2,3,``, and ``category,score,possible,`` with commas in the names of categories."""

import re
from collections.abc import Iterable

_TRIPLE = re.compile(r"(.*?),(\d{1,9}),(\d{1,9})(?:,|$)", re.DOTALL)


def ids_in(text: object) -> tuple[int, ...]:
    """The numbers of ``text`` in their order; empty places, from a comma at the end or two in a row, are none. Raises ``ValueError`` for other words."""
    parts = [part.strip() for part in str(text or "").split(",")]
    return tuple(_number(part) for part in parts if part)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise ValueError(text)
    return int(text)


def scores_in(text: object, categories: Iterable[str]) -> tuple[list[tuple[str, int, int]], str]:
    """The scores by category, and what of ``text`` is no score.

    Names of categories may hold commas and figures themselves, so those that exist are looked for first, the longest first, as django-quiz-app does;
    ``a,b,1,2,`` is category “a,b” where there is one of that name. Whatever is left is read as name, score, possible.
    """
    rest, found = str(text or ""), []
    for name in sorted({name for name in categories if name}, key=len, reverse=True):
        match = re.search(rf"(?:(?<=,)|^){re.escape(name)},(\d{{1,9}}),(\d{{1,9}})(?:,|$)", rest, re.IGNORECASE)
        if match:
            found.append((match.start(), name, int(match[1]), int(match[2])))
            rest = rest[: match.start()] + "\0" * (match.end() - match.start()) + rest[match.end() :]
    left = []
    for piece in re.finditer(r"[^\0]+", rest):
        at = 0
        for match in _TRIPLE.finditer(piece[0]):
            found.append((piece.start() + match.start(), match[1], int(match[2]), int(match[3])))
            at = match.end()
        left.append(piece[0][at:].strip(", "))
    return [(name, score, possible) for _, name, score, possible in sorted(found)], " ".join(part for part in left if part)
