"""Acts of Congress: ``Pub. L. No. 104-208``, ``Public Law 104–208``, and the Statutes at Large, ``110 Stat. 3009``."""

import re
from collections.abc import Iterator

from curriculum.citations.base import Citation, Extractor, number_before

_DASH = r"\s?[-\u2010-\u2015]\s?"
_LAW = re.compile(r"P(?<!\wP)(?:ub\.?\s?L\b\.?|ublic\s+Laws?\b|\.\s?L\.|L\b)\s*+(?:Nos?\b\.?\s*+)?(?=\d{2,3}" + _DASH + r"\d)")
_NUMBER = re.compile(r"(?P<congress>\d{2,3})" + _DASH + r"(?P<law>\d{1,3})\b(?!-\d)")
_JOIN = re.compile(r"(?:,\s*+(?:and\s++)?|\s++and\s++|\s++or\s++|\s*&\s*)(?:Nos?\.?\s*+)?")
_STATUTES = re.compile(r"S(?<!\wS)tat(?:\.|(?=\s\d))\s++(?P<pin>at\s+)?(?P<page>\d{1,4})(?:[-\u2010-\u2015](?P<sub>\d{1,4}[A-Z]?)\b)?(?!\d)")


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
        above: dict[str, str] = {}
        for found in _STATUTES.finditer(text):
            volume = number_before(text, found.start())
            if not volume or not 0 < int(volume["number"]) < 200:
                continue
            page = found["page"] + (f"-{found['sub']}" if found["sub"] else "")
            named = f"{volume['number']} Stat. {page}"
            key = above.get(volume["number"], named) if found["pin"] else named
            above[volume["number"]] = key
            yield self.cited(text, volume.start(), found.end(), key)
