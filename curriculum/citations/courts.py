"""Federal court reporters and Westlaw: ``480 U.S. 421``, ``957 F.3d 88``, ``140 S. Ct. 1683``; ``480 U.S. at 431`` means the one cited above."""

import re
from collections.abc import Iterator

from curriculum.citations.base import Citation, Extractor

_REPORTERS = [  # how the reporter is written, and its normal name
    (r"U\.\s?S\.|US", "U.S."),
    (r"S\.?\s?Ct\.?", "S. Ct."),
    (r"L\.\s?Ed\.\s?2d|L\.?\s?Ed\.?\s?2d", "L. Ed. 2d"),
    (r"L\.\s?Ed\.", "L. Ed."),
    (r"F\.?\s?4th", "F.4th"),
    (r"F\.?\s?3d", "F.3d"),
    (r"F\.?\s?2d", "F.2d"),
    (r"F\.?\s?Supp\.?\s?3d", "F. Supp. 3d"),
    (r"F\.?\s?Supp\.?\s?2d", "F. Supp. 2d"),
    (r"F\.?\s?Supp\.", "F. Supp."),
    (r"F(?:ed)?\.?\s?App(?:['’]x\.?|x\.?|\.)", "F. App'x"),
    (r"F\.R\.D\.", "F.R.D."),
    (r"F\.", "F."),
    (r"WL", "WL"),
]
_CITED = re.compile(
    r"\b(?P<volume>\d{1,4})\s+(?:"
    + "|".join(f"(?P<r{number}>{written})" for number, (written, _) in enumerate(_REPORTERS))
    + r"),?\s+(?P<pin>at\s+)?\*?(?P<page>\d{1,8})\b(?![.,]\d)(?!\s?[CF]\.?\s?[FR]\.?\s?[RD])"
)


class FederalCourts(Extractor):
    name = "courts"
    kind = "decision"

    def find(self, text: str) -> Iterator[Citation]:
        above: dict[tuple[str, str], str] = {}
        for found in _CITED.finditer(text):
            reporter = _reporter(found)
            if not _plausible(reporter, found):
                continue
            if found["pin"]:
                key = above.get((found["volume"], reporter), "")
            else:
                key = above[found["volume"], reporter] = f"{found['volume']} {reporter} {found['page']}"
            if key:
                yield self.cited(text, found.start(), found.end(), key)


def _reporter(found: re.Match[str]) -> str:
    return next(name for number, (_, name) in enumerate(_REPORTERS) if found[f"r{number}"])


def _plausible(reporter: str, found: re.Match[str]) -> bool:
    """A year is Westlaw's volume and nobody else's; the first Federal Reporter ended with volume 300."""
    volume = int(found["volume"])
    if reporter == "WL":
        return 1980 <= volume <= 2100 and len(found["page"]) >= 5
    return volume <= {"U.S.": 650, "F.": 300, "S. Ct.": 200}.get(reporter, 1200) and volume > 0 and (reporter != "F." or len(found["page"]) > 1)
