"""Federal court reporters and Westlaw: ``480 U.S. 421``, ``957 F.3d 88``, ``140 S. Ct. 1683``; ``480 U.S. at 431`` means the one cited above."""

import re
from collections.abc import Iterator

from curriculum.citations.base import Citation, Extractor, number_before
from curriculum.citations.pages import Reported, keys_of

_REPORTERS = [  # its letter, how the reporter is written after it, and its normal name
    ("U", r"(?:\.\s?S\.|S\b)", "U.S."),
    ("S", r"\.?\s?Ct\b\.?", "S. Ct."),
    ("L", r"\.?\s?Ed\.?\s?2d\b", "L. Ed. 2d"),
    ("L", r"\.\s?Ed\.(?!\s?2d)", "L. Ed."),
    ("F", r"\.?\s?4th\b", "F.4th"),
    ("F", r"\.?\s?3d\b", "F.3d"),
    ("F", r"\.?\s?2d\b", "F.2d"),
    ("F", r"\.?\s?Supp\.?\s?3d\b", "F. Supp. 3d"),
    ("F", r"\.?\s?Supp\.?\s?2d\b", "F. Supp. 2d"),
    ("F", r"\.?\s?Supp\.(?!\s?[23]d)", "F. Supp."),
    ("F", r"(?:ed)?\.?\s?App(?:['’]x\b\.?|x\b\.?|\.)", "F. App'x"),
    ("F", r"\.R\.D\.", "F.R.D."),
    ("F", r"\.(?=,?\s+(?:at\s+)?\d{2,4}[,;.]?\s*(?:\(|\d))", "F."),
    ("W", r"L\b", "WL"),
]
_WRITTEN = "|".join(f"(?P<r{number}>(?<={letter}){written})" for number, (letter, written, _) in enumerate(_REPORTERS))
_CITED = re.compile(
    rf"[FLSUW](?<!\w[FLSUW])(?:{_WRITTEN})"
    r",?\s++(?P<pin>at\s+)?\*?(?P<page>\d{1,8})\b(?![.,]\d)(?!(?:th|st|nd|rd)\b)(?!\s?[CF]\.?\s?[FR]\.?\s?[RD])"
)
_LAST_VOLUME = {"U.S.": 650, "F.": 300, "S. Ct.": 200}


class FederalCourts(Extractor):
    name = "courts"
    kind = "decision"

    def find(self, text: str) -> Iterator[Citation]:
        for place, key in keys_of(self._places(text)):
            yield self.cited(text, place.start, place.end, key)

    def _places(self, text: str) -> Iterator[Reported]:
        for found in _CITED.finditer(text):
            volume = number_before(text, found.start())
            reporter = _reporter(found)
            if volume and _plausible(reporter, int(volume["number"]), found["page"]):
                yield Reported(volume.start(), found.end(), volume["number"], reporter, int(found["page"]), bool(found["pin"]))


def _reporter(found: re.Match[str]) -> str:
    return next(name for number, (_, _, name) in enumerate(_REPORTERS) if found[f"r{number}"])


def _plausible(reporter: str, volume: int, page: str) -> bool:
    """A year is Westlaw's volume and nobody else's; the first Federal Reporter ended with volume 300."""
    if reporter == "WL":
        return 1980 <= volume <= 2100 and len(page) >= 5
    return 0 < volume <= _LAST_VOLUME.get(reporter, 1200) and len(page) <= 4
