"""The United States Code: ``8 U.S.C. § 1158(a)(2)(B)``, ``8 USC 1158``, ``section 1158 of title 8``."""

import re
from collections.abc import Iterator

from curriculum.citations.base import Citation, Extractor, title_before
from curriculum.citations.crosswalk import USC_OF_INA
from curriculum.citations.sections import SIGN, Item, items

_NAME = re.compile(
    r"(?:u(?<![^\W\d]u)(?:\.\s?s\.\s?c\b\.?|sc\b)|U(?<![^\W\d]U)(?:\.\s?S\.\s?C\b\.?(?:\s?[AS]\b\.?)?|\.?S\.?C\b\.?|SC[AS]\b|\.\s?S\.\s+Code\b|nited\s+States\s+Code\b(?:\s+Annotated\b)?))"
    r",?\s*+" + SIGN + r"(?=\d)"
)
_OF_TITLE = re.compile(r"[Ss§](?:(?<=§)\s?§?|(?<!\w[Ss])ections?)\s*+(?=\d)")
_TITLE_AFTER = re.compile(
    r"\s+of\s+[Tt]itle\s+(?P<title>[1-9]|[1-4]\d|5[0-4])\b(?:,?\s+(?:of\s+the\s+)?(?:United\s+States\s+Code|U\.\s?S\.\s?C\.|U\.?S\.?C\b)|(?!,?\s+(?:of\s+the\s+)?C))"
)
SECTION = re.compile(r"\d{1,5}(?:[A-H](?![\w.])|[a-z]{1,3}(?:-\d{1,2}[a-z]?)?|-[12](?!\d))?(?![\d.]*\d)(?![A-Za-z])")
_DIGITS = re.compile(r"\d+")
_FIRST_OF_THE_INA = 1101
_IN_TITLE_8 = set(USC_OF_INA.values())


def link(title: str, section: str) -> str:
    return f"https://uscode.house.gov/view.xhtml?req=granuleid:USC-prelim-title{title}-section{section}"


def stands_alone(number: str, plural: bool, has_designators: bool) -> bool:
    """A further bare number is a section in a plural list, when it is divided, or when the INA has such a section."""
    return plural or has_designators or not number.isdigit() or number in _IN_TITLE_8


class UnitedStatesCode(Extractor):
    name = "us_code"
    kind = "statute"
    code = "USC"

    def find(self, text: str) -> Iterator[Citation]:
        for name in _NAME.finditer(text):
            title = title_before(text, name.start())
            if title and 1 <= int(title["number"]) <= 54:
                plural = (name["sign"] or "").rstrip(".").endswith(("§§", "§ §", "s"))
                yield from self.listed(text, title["number"], title.start(), name.end(), plural)
        yield from self._before_their_title(text)

    def listed(self, text: str, title: str, start: int, at: int, plural: bool) -> Iterator[Citation]:
        """The sections listed from ``at``; the first citation begins at ``start``."""
        first = 0
        for item in items(text, at, SECTION, stands_alone, plural):
            number = int(_DIGITS.match(item.number).group())  # type: ignore[union-attr]
            if title == "8" and number < _FIRST_OF_THE_INA <= first:  # “8 U.S.C. § 1255(c), and section 245(i)” goes on in the INA’s own numbers
                return
            yield self._of(text, title, item, start)
            start, first = -1, first or number

    def _before_their_title(self, text: str) -> Iterator[Citation]:
        """``section 1158 of title 8``: the title comes after the list."""
        past = 0
        for sign in _OF_TITLE.finditer(text):
            if sign.start() < past:
                continue
            found = list(items(text, sign.end(), SECTION, stands_alone, sign.group().strip().endswith(("s", "§§"))))
            past = found[-1].end if found else past
            title = _TITLE_AFTER.match(text, past) if found else None
            if title:
                for place, item in enumerate(found):
                    yield self._of(text, title["title"], item, sign.start() if place == 0 else -1)

    def _of(self, text: str, title: str, item: Item, start: int) -> Citation:
        return self.cited(text, item.start if start < 0 else start, item.end, f"{title} USC {item.name}", url=link(title, item.number))
