"""Memoranda: EOIR's ``PM 20-05``, ``OPPM 17-01``, ``DM 22-01``; USCIS's ``PM-602-0050``."""

import re
from collections.abc import Iterator

from curriculum.citations.base import Citation, Extractor

_NUMBER = r"\s*(?:Nos?\.?\s*)?(?P<number>\d{2}\s?[-\u2010-\u2015]\s?\d{2})(?![\d-])"
_EOIR = [
    ("OPPM", re.compile(r"\b(?:EOIR\s+)?(?:OPPM|Operating\s+Polic(?:y|ies)\s+and\s+Procedures?\s+Memorandum(?:\s+\(OPPM\))?)" + _NUMBER)),
    ("PM", re.compile(r"(?<!\d )(?<!\d:\d\d )\b(?:EOIR\s+)?(?:Policy\s+Memorandum(?:\s+\(PM\))?|PM)" + _NUMBER)),
    ("DM", re.compile(r"\b(?:EOIR\s+)?(?:Director['’]s\s+Memorandum(?:\s+\(DM\))?|DM)" + _NUMBER)),
]
_USCIS = re.compile(r"\b(?:USCIS\s+)?(?:Policy\s+Memorandum\s+)?PM-(?P<series>\d{3})-(?P<number>\d{4}(?:\.\d)?)\b")


class Memoranda(Extractor):
    name = "memoranda"
    kind = "policy_memo"

    def find(self, text: str) -> Iterator[Citation]:
        for series, pattern in _EOIR:
            for found in pattern.finditer(text):
                number = re.sub(r"\s?[-\u2010-\u2015]\s?", "-", found["number"])
                yield self.cited(text, found.start(), found.end(), f"EOIR {series} {number}")
        for found in _USCIS.finditer(text):
            yield self.cited(text, found.start(), found.end(), f"PM-{found['series']}-{found['number']}")
