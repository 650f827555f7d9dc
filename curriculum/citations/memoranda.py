"""Memoranda: EOIR's ``PM 20-05``, ``OPPM 17-01``, ``DM 22-01``; USCIS's ``PM-602-0050``."""

import re
from collections.abc import Iterator

from curriculum.citations.base import Citation, Extractor

_NUMBER = r"\s*+(?:Nos?\.?\s*+)?(?P<number>\d{2}\s?[-\u2010-\u2015]\s?\d{2})(?![\d-])"
_EOIR = [
    ("OPPM", re.compile(r"O(?<!\wO)(?:PPMs?|perating\s+Polic(?:y|ies)\s+and\s+Procedures?\s+Memorand(?:um|a)(?:\s+\(OPPM\))?)" + _NUMBER)),
    ("PM", re.compile(r"P(?<!\wP)(?<!\d P)(?:olicy\s+Memo(?:s|rand(?:um|a))?(?:\s+\(PM\))?|Ms?)" + _NUMBER)),
    ("DM", re.compile(r"D(?<!\wD)(?:irector['’]s\s+Memo(?:s|rand(?:um|a))?(?:\s+\(DM\))?|Ms?)" + _NUMBER)),
]
_FURTHER = re.compile(r"(?:,\s+(?:(?:and|or)\s+)?|\s+(?:and|or|&|to|through)\s+)(?P<number>\d{2}[-\u2010-\u2015]\d{2})(?![\d-])")
_EOIR_BEFORE = re.compile(r"(?<!\w)EOIR\s{1,4}\Z")
_DASH = re.compile(r"\s?[-\u2010-\u2015]\s?")
_USCIS = re.compile(r"P(?<!\wP)M-(?P<series>\d{3})-(?P<number>\d{4}(?:\.\d)?)\b")


class Memoranda(Extractor):
    name = "memoranda"
    kind = "policy_memo"

    def find(self, text: str) -> Iterator[Citation]:
        for series, pattern in _EOIR:
            for found in pattern.finditer(text):
                named = _EOIR_BEFORE.search(text, max(0, found.start() - 10), found.start())
                start: int = named.start() if named else found.start()
                one: re.Match[str] | None = found
                while one:
                    yield self.cited(text, start, one.end(), f"EOIR {series} {_DASH.sub('-', one['number'])}")
                    if one := _FURTHER.match(text, one.end()):
                        start = one.start("number")
        for found in _USCIS.finditer(text):
            yield self.cited(text, found.start(), found.end(), f"PM-{found['series']}-{found['number']}")
