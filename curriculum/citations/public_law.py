"""Acts of Congress: ``Pub. L. No. 104-208``, ``Public Law 104–208``, and the Statutes at Large, ``110 Stat. 3009``."""

import re
from collections.abc import Iterator

from curriculum.citations.base import Citation, Extractor

_LAW = re.compile(r"\b(?:Pub\.?\s?L\.?|Public\s+Laws?|P\.\s?L\.|PL)\s*(?:Nos?\.?\s*)?(?=\d{2,3}\s?[-\u2010-\u2015]\s?\d)")
_NUMBER = re.compile(r"(?P<congress>\d{2,3})\s?[-\u2010-\u2015]\s?(?P<law>\d{1,3})\b")
_JOIN = re.compile(r"(?:,\s*(?:and\s+)?|\s+and\s+|\s+or\s+)(?:Nos?\.?\s*)?")
_STATUTES = re.compile(r"\b(?P<volume>\d{1,3})\s+Stat\.\s+(?P<page>\d{1,4}(?:-\d{1,4})?)\b")


class PublicLaws(Extractor):
    name = "public_law"
    kind = "public_law"

    def find(self, text: str) -> Iterator[Citation]:
        for law in _LAW.finditer(text):
            start, at = law.start(), law.end()
            while number := _NUMBER.match(text, at):
                key = f"Pub. L. {number['congress']}-{number['law']}"
                yield self.cited(text, start, number.end(), key, url=f"https://www.congress.gov/public-laws/{number['congress']}th-congress")
                join = _JOIN.match(text, number.end())
                if not join:
                    break
                start = at = join.end()


class StatutesAtLarge(Extractor):
    name = "statutes_at_large"
    kind = "public_law"

    def find(self, text: str) -> Iterator[Citation]:
        for found in _STATUTES.finditer(text):
            yield self.cited(text, found.start(), found.end(), f"{found['volume']} Stat. {found['page']}")
