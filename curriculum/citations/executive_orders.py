"""Orders of the President: ``Executive Order 14159``, ``E.O. 12,866``, ``Proclamation No. 9645``."""

import re
from collections.abc import Iterator

from curriculum.citations.base import Citation, Extractor

_NUMBER = re.compile(r"(?P<number>\d{1,2},\d{3}|\d{4,5})\b(?!,\d)(?!-\d)")
_NAMES = [  # how it is written, and its normal name
    ("EO", re.compile(r"E(?<!\wE)(?:xec(?:utive|\.)\s+Orders?|\.\s?O\.|O)\s++(?:\((?:EO|E\.O\.)\)\s++)?(?:Nos?\.?\s*+)?(?=\d)")),
    ("Proclamation", re.compile(r"P(?<!\wP)roc(?:lamations?|\.)\s++(?:Nos?\.?\s*+)?(?=\d)")),
]
_JOIN = re.compile(r"(?:,\s*+(?:and\s++|or\s++)?|\s++and\s++|\s++or\s++|\s*&\s*)(?:Nos?\.?\s*+)?")


class ExecutiveOrders(Extractor):
    name = "executive_orders"
    kind = "executive_order"

    def find(self, text: str) -> Iterator[Citation]:
        for name, pattern in _NAMES:
            for head in pattern.finditer(text):
                yield from self._listed(text, name, head.start(), head.end())

    def _listed(self, text: str, name: str, start: int, at: int) -> Iterator[Citation]:
        while number := _NUMBER.match(text, at):
            yield self.cited(text, start, number.end(), f"{name} {number['number'].replace(',', '')}")
            join = _JOIN.match(text, number.end())
            if not join:
                return
            start = at = join.end()
