"""The State Department's Foreign Affairs Manual and Handbook: ``9 FAM 302.4-2(B)``, ``9 FAH-1 H-101``, and its sections of before 2015, ``9 FAM 40.21 N5``."""

import re
from collections.abc import Iterator

from curriculum.citations.base import Citation, Extractor, number_before
from curriculum.citations.sections import SIGN, items

_NAME = re.compile(r"F(?<!\wF)\.?A\.?M\b\.?\s*+" + SIGN + r"(?=\d{3})")
_SECTION = re.compile(r"\d{3,4}(?:\.\d{1,2})?(?:-\d{1,2})?(?![\d\w])(?!\.\d)")
_BEFORE_2015 = re.compile(r"F(?<!\wF)\.?A\.?M\b\.?\s*+§?\s*+(?P<section>\d{2}\.\d{1,3}(?:\([a-z]\))?)(?:\s+(?P<note>P?N\d{1,2}(?:\.\d{1,2}){0,3}))?(?![\w(])")
_HANDBOOK = re.compile(r"F(?<!\wF)AH-(?P<book>\d{1,2})\s+H-(?P<section>\d{3,4}(?:\.\d{1,2})?(?:-\d{1,2})?)")


def link(volume: str, section: str) -> str:
    """Pages are named by volume, chapter and section: ``09FAM030204`` for 9 FAM 302.4."""
    place = section.partition("-")[0]
    chapter, _, part = place.partition(".")
    if len(chapter) != 3:
        return ""
    page = f"{int(volume):02d}FAM0{chapter}" + (f"{int(part):02d}" if part else "")
    return f"https://fam.state.gov/FAM/{int(volume):02d}FAM/{page}.html"


def _stands_alone(number: str, plural: bool, has_designators: bool) -> bool:
    return "." in number


class ForeignAffairsManual(Extractor):
    name = "foreign_affairs_manual"
    kind = "manual"

    def find(self, text: str) -> Iterator[Citation]:
        for name in _NAME.finditer(text):
            volume = number_before(text, name.start())
            if volume and 1 <= int(volume["number"]) <= 19:
                yield from self._listed(text, volume["number"], volume.start(), name.end())
        for found in _BEFORE_2015.finditer(text):
            volume = number_before(text, found.start())
            if volume and 1 <= int(volume["number"]) <= 19:
                key = f"{volume['number']} FAM {found['section']}" + (f" {found['note']}" if found["note"] else "")
                yield self.cited(text, volume.start(), found.end(), key)
        for found in _HANDBOOK.finditer(text):
            volume = number_before(text, found.start())
            if volume and 1 <= int(volume["number"]) <= 19:
                yield self.cited(text, volume.start(), found.end(), f"{volume['number']} FAH-{found['book']} H-{found['section']}")

    def _listed(self, text: str, volume: str, start: int, at: int) -> Iterator[Citation]:
        for item in items(text, at, _SECTION, _stands_alone, plural=False):
            yield self.cited(text, item.start if start < 0 else start, item.end, f"{volume} FAM {item.name}", url=link(volume, item.number))
            start = -1
