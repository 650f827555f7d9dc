"""The USCIS Policy Manual: ``7 USCIS-PM A.6(C)``, or volume, part and chapter in words, before or after its name."""

import re
from collections.abc import Iterator

from curriculum.citations.base import Citation, Extractor
from curriculum.citations.sections import DESIGNATOR

_SHORT = re.compile(
    rf"\b(?P<volume>\d{{1,2}})\s+USCIS(?:\s?-\s?PM|\s+Policy\s+Manual)\s+(?P<part>[A-Z])(?:\.(?P<chapter>\d{{1,2}}))?(?P<rest>(?:{DESIGNATOR})*)(?![\w])"
)
_WORDS = (
    r"[Vv]ol(?:ume|\.)\s*(?P<volume{0}>\d{{1,2}})"
    r"(?:(?:,|\s[-\u2013\u2014])?[^.;\n]{{0,70}}?[,\s(]\s*[Pp](?:ar)?t\.?\s*(?P<part{0}>[A-Z])\b"
    r"(?:(?:,|\s[-\u2013\u2014])?[^.;\n]{{0,90}}?[,\s(]\s*[Cc]h(?:apters?|s?\.)\s*(?P<chapter{0}>\d{{1,2}})(?P<rest{0}>(?:"
    + DESIGNATOR.replace("{", "{{").replace("}", "}}")
    + r")*))?)?"
)
_LONG = re.compile(r"\bUSCIS\s+Policy\s+Manual(?:\s+\((?:USCIS-)?PM\))?,?\s+(?:at\s+)?" + _WORDS.format(1))
_REVERSED = re.compile(r"\b" + _WORDS.format(1) + r",?\s+of\s+the\s+(?:USCIS\s+)?Policy\s+Manual")


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
            key, url = named(found["volume"], found["part"], found["chapter"], found["rest"])
            yield self.cited(text, found.start(), found.end(), key, url=url)
        for pattern in (_LONG, _REVERSED):
            for found in pattern.finditer(text):
                key, url = named(found["volume1"], found["part1"], found["chapter1"], found["rest1"])
                yield self.cited(text, found.start(), found.end(), key, url=url)
