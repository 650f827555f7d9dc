"""The Immigration and Nationality Act: ``INA § 208(a)(2)(B)``, ``section 240A of the Act``; each also named by its section of title 8."""

import re
from collections.abc import Iterator

from curriculum.citations.base import Citation, Extractor
from curriculum.citations.crosswalk import USC_OF_INA
from curriculum.citations.sections import OTHER, SIGN, Item, items
from curriculum.citations.us_code import link

_ACT = re.compile(
    r"(?:ina(?<!\wina)|I(?<!\wI)(?:\.?\s?N\.?\s?A\b\.?|mmigration\s+(?:and|&)\s+Nationality\s+Act\b(?:\s+of\s+1952\b)?(?:\s*\([^()]{0,40}\))?))(?:,?\s+as\s+amended)?,?\s*+"
    + SIGN
    + r"(?=[1-5]\d\d)"
)
_BEFORE = re.compile(r"(?:[Ss§](?:(?<=§)\s?§?|(?<!\w[Ss])(?:ections?|ecs?\.))\s*+(?=[1-5]\d\d)|(?<![\w.§$/:#(-])(?=[1-5]\d\d[A-D]?\([a-z]\)))")
_OF_THE_ACT = re.compile(
    r"(?:[”\"’]?\s+(?:of|to|in|under)\s+(?:the\s+)?(?:I\.?N\.?A\b\.?|Act\b(?!\s+of\s+\d)|Immigration\s+(?:and|&)\s+Nationality\s+Act\b)|,\s+(?:I\.N\.A\.|INA\b)(?!,?\s*(?:§|[Ss]ec|\d)))"
)
SECTION = re.compile(r"[1-5]\d\d[A-D]?(?!\d)(?!\.\d)(?![A-Za-z])(?!-\d)")


def stands_alone(number: str, plural: bool, has_designators: bool) -> bool:
    """A further bare number is a section in a plural list, when it is divided, or has a letter."""
    return (plural and number in USC_OF_INA) or has_designators or not number.isdigit()


def _stands_before_the_act(number: str, plural: bool, has_designators: bool) -> bool:
    """Before “of the Act” every number of the list is a section."""
    return True


class ImmigrationAndNationalityAct(Extractor):
    name = "ina"
    kind = "statute"
    code = "INA"

    def find(self, text: str) -> Iterator[Citation]:
        for act in _ACT.finditer(text):
            plural = (act["sign"] or "").rstrip(".").endswith(("§§", "§ §", "s"))
            yield from self.listed(text, "", act.start(), act.end(), plural, counted=not act["sign"])
        yield from self._before_the_act(text)

    def listed(self, text: str, title: str, start: int, at: int, plural: bool, *, counted: bool = False) -> Iterator[Citation]:
        """The sections listed from ``at``; the first citation begins at ``start``. ``counted``: “the INA 208 times” is no citation."""
        for item in items(text, at, SECTION, stands_alone, plural):
            if counted and not item.designators and (item.number not in USC_OF_INA or OTHER.match(text, item.end)):
                return
            yield self._of(text, item, start)
            start, counted = -1, False

    def _before_the_act(self, text: str) -> Iterator[Citation]:
        """``sections 208 and 241(b)(3) of the Act``"""
        past = 0
        for sign in _BEFORE.finditer(text):
            if sign.start() < past:
                continue
            found = list(items(text, sign.end(), SECTION, _stands_before_the_act, plural=True))
            past = found[-1].end if found else past
            if found and _OF_THE_ACT.match(text, past):
                for place, item in enumerate(found):
                    yield self._of(text, item, sign.start() if place == 0 else -1)

    def _of(self, text: str, item: Item, start: int) -> Citation:
        usc = USC_OF_INA.get(item.number, "")
        same_as = f"8 USC {usc}{item.designators}" if usc else ""
        return self.cited(text, item.start if start < 0 else start, item.end, f"INA {item.name}", url=link("8", usc) if usc else "", same_as=same_as)
