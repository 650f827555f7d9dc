"""The immigration courts' own books: ``EOIR Policy Manual pt. II, ch. 3.1(d)``, ``BIA Practice Manual ch. 4.2``."""

import re
from collections.abc import Iterator

from curriculum.citations.base import Citation, Extractor
from curriculum.citations.sections import DESIGNATOR

_BOOKS = [  # how the book is written, and its normal name
    ("Immigration Court Practice Manual", r"I(?<!\wI)(?:mmigration\s+Court\s+Practice\s+Manual(?:\s+\([^()]{0,30}\))?|CPM\b)"),
    ("BIA Practice Manual", r"B(?<!\wB)(?:IA|oard(?:\s+of\s+Immigration\s+Appeals)?)\s+Practice\s+Manual(?:\s+\([^()]{0,30}\))?"),
    ("EOIR Policy Manual", r"E(?<!\wE)OIR\s+Policy\s+Manual(?:\s+\([^()]{0,30}\))?"),
]
_PLACE = (
    r",?\s++(?:at\s+)?(?:[Pp](?:ar)?t\b\.?\s*+(?P<part>[IVX]{1,5})\b,?\s*+)?"
    rf"(?:(?:[Cc]h(?:apters?\b|s?\.)|§{{1,2}}|[Ss]ec(?:tion|\.))\s*+(?P<chapter>\d{{1,2}}(?:\.\d{{1,2}}){{0,2}})(?P<rest>(?:{DESIGNATOR})*)(?![\w]))?"
)
# “… for deadlines and Part II, ch. 9.3(c)”: part and chapter again, with small words between
_FURTHER = re.compile(
    r"[a-z\s,;&]{1,60}?(?P<at>[Pp](?:ar)?t\b\.?\s*+(?P<part>[IVX]{1,5}),?\s++"
    rf"[Cc]h(?:apters?\b|s?\.)\s*+(?P<chapter>\d{{1,2}}(?:\.\d{{1,2}}){{0,2}})(?P<rest>(?:{DESIGNATOR})*)(?![\w]))"
)


class CourtManuals(Extractor):
    name = "court_manuals"
    kind = "manual"

    def find(self, text: str) -> Iterator[Citation]:
        for book, pattern in _PATTERNS:
            for found in pattern.finditer(text):
                start, one = found.start(), found if found["part"] or found["chapter"] else None
                while one:
                    place, end = ".".join(filter(None, (one["part"], one["chapter"]))), max(one.end("part"), one.end("rest"))
                    yield self.cited(text, start, end, f"{book} {place}{one['rest'] or ''}")
                    if one := _FURTHER.match(text, end):
                        start = one.start("at")


_PATTERNS = [(book, re.compile(written + _PLACE)) for book, written in _BOOKS]
