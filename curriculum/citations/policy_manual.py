"""The USCIS Policy Manual: ``7 USCIS-PM A.6(C)``, or volume, part and chapter in words, before or after its name."""

import re
from collections.abc import Iterator
from itertools import chain

from curriculum.citations.base import Citation, Extractor, number_before
from curriculum.citations.sections import DESIGNATOR

_SHORT = re.compile(
    rf"U(?<!\wU)SCIS(?:\s?[-\u2010-\u2015]\s?PM|\s+PM|\s+Policy\s+Manual)\*?\s++(?P<part>[A-Z])(?:\.(?P<chapter>\d{{1,2}}))?(?P<rest>(?:{DESIGNATOR})*)(?![\w])"
)
_WORDS = (
    r"[Vv](?<!\w[Vv])ol(?:ume|\.)?\s*+(?P<volume>\d{1,2})\b"
    r"(?:(?:,|\s[-\u2013\u2014])?[^.;\n]{0,70}?[,\s(]\s{0,8}[Pp](?:ar)?t\b\.?\s{0,3}(?P<part>[A-Z])\b"
    r"(?:(?:,|\s[-\u2013\u2014])?[^.;\n]{0,90}?[,\s(]\s{0,8}[Cc]h(?:apters?\b|s?\.)\s{0,3}(?P<chapter>\d{1,2})(?P<rest>(?:" + DESIGNATOR + r")*))?)?"
)
_NAMED = r"(?:U(?<!\wU)SCIS(?:\s+Policy\s+Manual|[-\u2010-\u2015\s]PM)|P(?<!\wP)(?<!EOIR P)olicy\s+Manual)(?:\s+\((?:USCIS-)?PM\))?,?\s++(?:at\s+)?"
_LONG = re.compile(_NAMED + _WORDS)
_OF_THE_MANUAL = r",?\s+of\s+the\s+(?:USCIS\s+)?Policy\s+Manual"
_REVERSED = re.compile(_WORDS + _OF_THE_MANUAL)
_PLACE = r"[Pp](?:ar)?t\b\.?\s{0,3}(?P<part>[A-Z])\b"
_CHAPTER = r"[Cc]h(?:apters?\b|s?\.)\s{0,3}(?P<chapter>\d{1,2})(?P<rest>(?:" + DESIGNATOR + r")*)"
_VOLUME = r"[Vv](?<!\w[Vv])ol(?:ume|\.)?\s*+(?P<volume>\d{1,2})\b"
_VOLUME_FIRST = re.compile(_VOLUME + _OF_THE_MANUAL + rf",?\s{{1,3}}(?:at\s+)?{_PLACE}(?:,?\s{{1,3}}{_CHAPTER})?")
_CHAPTER_FIRST = re.compile(rf"(?<!\w)(?:{_CHAPTER},?\s+(?:of\s+)?)?{_PLACE},?\s+(?:of\s+)?{_VOLUME}{_OF_THE_MANUAL}")


def named(volume: str, part: str | None, chapter: str | None, rest: str | None) -> tuple[str, str]:
    """Key and address: ``7 USCIS-PM A.6(C)``."""
    key = f"{volume} USCIS-PM" + (f" {part}" if part else "") + (f".{chapter}" if chapter else "") + (rest or "" if chapter else "")
    url = f"https://www.uscis.gov/policy-manual/volume-{volume}" + (f"-part-{part.lower()}" if part else "") + (f"-chapter-{chapter}" if chapter else "")
    return key, url


_NUMBER_FIRST = re.compile(rf"U(?<!\wU)SCIS\s+Policy\s+Manual,?\s{{1,8}}{_PLACE}(?:,?\s{{1,8}}{_CHAPTER})?")

_AND = re.compile(
    r"\s{0,3}(?:,\s{1,3}(?:and\s{1,3})?|and\s{1,3}|or\s{1,3}|through\s{1,3}|to\s{1,3}|[-\u2013]\s?)"
    rf"(?P<part>[A-Z])\.(?P<chapter>\d{{1,2}})(?P<rest>(?:{DESIGNATOR})*)(?![\w])"
)
_MOST = 20
_MANUAL = re.compile(r"USCIS\s+Policy\s+Manual|(?<!EOIR )Policy\s+Manual|USCIS-PM")
_BARE = re.compile(rf"{_VOLUME}[^.;\n]{{0,40}}?[,\s>(]\s{{0,3}}{_PLACE}(?:[^.;\n]{{0,40}}?[,\s>(]\s{{0,3}}{_CHAPTER})?")


class PolicyManual(Extractor):
    name = "policy_manual"
    kind = "manual"

    def find(self, text: str) -> Iterator[Citation]:
        for found in chain(_SHORT.finditer(text), _NUMBER_FIRST.finditer(text)):
            volume = number_before(text, found.start())
            if volume and 1 <= int(volume["number"]) <= 20:
                key, url = named(volume["number"], found["part"], found["chapter"], found["rest"])
                yield self.cited(text, volume.start(), found.end(), key, url=url)
                yield from self._further(text, volume["number"], found.end())
        bare = (_BARE,) if _MANUAL.search(text) else ()  # “Volume 12, Part F, Chapter 2” in a text that names the Manual
        for pattern in (_LONG, _REVERSED, _VOLUME_FIRST, _CHAPTER_FIRST, *bare):
            for found in pattern.finditer(text):
                key, url = named(found["volume"], found["part"], found["chapter"], found["rest"])
                yield self.cited(text, found.start(), found.end(), key, url=url)

    def _further(self, text: str, volume: str, at: int) -> Iterator[Citation]:
        """``J.2 and J.3``, ``B.3 through B.8``"""
        for _ in range(_MOST):
            found = _AND.match(text, at)
            if not found:
                return
            key, url = named(volume, found["part"], found["chapter"], found["rest"])
            yield self.cited(text, found.start("part"), found.end(), key, url=url)
            at = found.end()
