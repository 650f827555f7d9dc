"""The United States Code: ``8 U.S.C. § 1158(a)(2)(B)``, ``8 USC 1158``, ``section 1158 of title 8``."""

import re
from collections.abc import Iterator

from curriculum.citations.base import Citation, Extractor
from curriculum.citations.crosswalk import USC_OF_INA
from curriculum.citations.sections import Item, items

_TITLE = re.compile(
    r"\b(?P<title>[1-9]|[1-4]\d|5[0-4])\s*(?:U\.\s?S\.\s?C\.(?:\s?[AS]\.)?|U\.?S\.?C\.?[AS]?\b|U\.\s?S\.\s+Code\b|United\s+States\s+Code,?)\s*"
    r"(?P<sign>§{1,2}|[Ss]ections?|[Ss]ecs?\.)?\s*(?=\d)"
)
_OF_TITLE = re.compile(r"\b[Ss]ections?\s+(?=\d)")
_TITLE_AFTER = re.compile(
    r"\s+of\s+[Tt]itle\s+(?P<title>[1-9]|[1-4]\d|5[0-4])\b(?:,?\s+(?:of\s+the\s+)?(?:United\s+States\s+Code|U\.\s?S\.\s?C\.|U\.?S\.?C\b))?"
)
_SECTION = re.compile(r"\d{1,5}(?:[a-z]{1,3}(?:-\d{1,2}[a-z]?)?|-[12](?!\d))?(?![\d.]*\d)(?![A-Za-z])")
_IN_TITLE_8 = set(USC_OF_INA.values())


def link(title: str, section: str) -> str:
    return f"https://uscode.house.gov/view.xhtml?req=granuleid:USC-prelim-title{title}-section{section}"


def _stands_alone(number: str, plural: bool, has_designators: bool) -> bool:
    """A further bare number is a section in a plural list, when it is divided, or when the INA has such a section."""
    return plural or has_designators or not number.isdigit() or number in _IN_TITLE_8


class UnitedStatesCode(Extractor):
    name = "us_code"
    kind = "statute"

    def find(self, text: str) -> Iterator[Citation]:
        for title in _TITLE.finditer(text):
            plural = (title["sign"] or "").rstrip(".").endswith(("§§", "s"))
            start = title.start()
            for item in items(text, title.end(), _SECTION, _stands_alone, plural):
                yield self._of(text, title["title"], item, start)
                start = -1
        yield from self._before_their_title(text)

    def _before_their_title(self, text: str) -> Iterator[Citation]:
        """``section 1158 of title 8``: the title comes after the list."""
        for sign in _OF_TITLE.finditer(text):
            found = list(items(text, sign.end(), _SECTION, _stands_alone, sign.group().strip().endswith("s")))
            title = _TITLE_AFTER.match(text, found[-1].end) if found else None
            if title:
                for place, item in enumerate(found):
                    yield self._of(text, title["title"], item, sign.start() if place == 0 else -1)

    def _of(self, text: str, title: str, item: Item, start: int) -> Citation:
        return self.cited(text, item.start if start < 0 else start, item.end, f"{title} USC {item.name}", url=link(title, item.number))
