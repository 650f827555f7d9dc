"""The USCIS Policy Manual: ``7 USCIS-PM A.6(C)``, or volume, part and chapter in words, before or after its name."""

import re
from collections.abc import Iterator

from curriculum.citations.base import Citation, Extractor, number_before
from curriculum.citations.sections import DESIGNATOR

_SHORT = re.compile(rf"U(?<!\wU)SCIS(?:\s?-\s?PM|\s+Policy\s+Manual)\s++(?P<part>[A-Z])(?:\.(?P<chapter>\d{{1,2}}))?(?P<rest>(?:{DESIGNATOR})*)(?![\w])")
_WORDS = (
    r"[Vv](?<!\w[Vv])ol(?:ume|\.)?\s*+(?P<volume>\d{1,2})\b"
    r"(?:(?:,|\s[-\u2013\u2014])?[^.;\n]{0,70}?[,\s(]\s{0,3}[Pp](?:ar)?t\b\.?\s{0,3}(?P<part>[A-Z])\b"
    r"(?:(?:,|\s[-\u2013\u2014])?[^.;\n]{0,90}?[,\s(]\s{0,3}[Cc]h(?:apters?\b|s?\.)\s{0,3}(?P<chapter>\d{1,2})(?P<rest>(?:" + DESIGNATOR + r")*))?)?"
)
_NAMED = r"(?:U(?<!\wU)SCIS(?:\s+Policy\s+Manual|-PM)|P(?<!\wP)(?<!EOIR P)olicy\s+Manual)(?:\s+\((?:USCIS-)?PM\))?,?\s++(?:at\s+)?"
_LONG = re.compile(_NAMED + _WORDS)
_REVERSED = re.compile(_WORDS + r",?\s+of\s+the\s+(?:USCIS\s+)?Policy\s+Manual")


def named(volume: str, part: str | None, chapter: str | None, rest: str | None) -> tuple[str, str]:
    """Key and address: ``7 USCIS-PM A.6(C)``."""
    key = f"{volume} USCIS-PM" + (f" {part}" if part else "") + (f".{chapter}" if chapter else "") + (rest or "" if chapter else "")
    url = f"https://www.uscis.gov/policy-manual/volume-{volume}" + (f"-part-{part.lower()}" if part else "") + (f"-chapter-{chapter}" if chapter else "")
    return key, url


class PolicyManual(Extractor):
    name = "policy_manual"
    kind = "manual"

    def find(self, text: str) -> Iterator[Citation]:
        for found in _SHORT.finditer(text):
            volume = number_before(text, found.start())
            if volume and 1 <= int(volume["number"]) <= 20:
                key, url = named(volume["number"], found["part"], found["chapter"], found["rest"])
                yield self.cited(text, volume.start(), found.end(), key, url=url)
        for pattern in (_LONG, _REVERSED):
            for found in pattern.finditer(text):
                key, url = named(found["volume"], found["part"], found["chapter"], found["rest"])
                yield self.cited(text, found.start(), found.end(), key, url=url)
