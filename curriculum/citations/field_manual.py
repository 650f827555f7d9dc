"""The Adjudicator's Field Manual: ``AFM ch. 40.9.2(a)``, ``Chapter 21.2 of the Adjudicator's Field Manual``."""

import re
from collections.abc import Iterator

from curriculum.citations.base import Citation, Extractor
from curriculum.citations.sections import DESIGNATOR

_NAME = r"A(?<!\wA)(?:FM\b|djudicator['’]?s['’]?\s+Field\s+Manual\b(?:\s+\(AFM\))?)"
_PLACE = rf"(?P<place>\d{{1,3}}(?:\.\d{{1,2}}){{0,3}}(?:{DESIGNATOR})*)(?![\d\w])"
_AFTER = re.compile(_NAME + r",?\s++(?:at\s+)?(?:(?:[Cc]h(?:apters?\b|s?\.)|§{1,2}|[Ss]ections?\b|[Aa]ppendix)\s*+|(?=\d{1,3}\.\d))" + _PLACE)
_BEFORE = re.compile(r"[CcSs§](?:(?<=§)|(?<!\w[CcSs])(?:h(?:apter|\.)|ection))\s*+" + _PLACE + r"\s+of\s+the\s+(?:USCIS\s+)?" + _NAME)


class FieldManual(Extractor):
    name = "field_manual"
    kind = "manual"

    def find(self, text: str) -> Iterator[Citation]:
        for pattern in (_AFTER, _BEFORE):
            for found in pattern.finditer(text):
                yield self.cited(text, found.start(), found.end(), f"AFM {found['place']}")
