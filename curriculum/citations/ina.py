"""The Immigration and Nationality Act: ``INA § 208(a)(2)(B)``, ``section 240A of the Act``; each also named by its section of title 8."""

import re
from collections.abc import Iterator

from curriculum.citations.base import Citation, Extractor
from curriculum.citations.crosswalk import USC_OF_INA
from curriculum.citations.sections import Item, items
from curriculum.citations.us_code import link

_ACT = re.compile(
    r"(?:\bI\.?\s?N\.?\s?A\b\.?|\bImmigration\s+and\s+Nationality\s+Act(?:\s+\((?:the\s+)?[“\"]?(?:INA|Act)[”\"]?\))?),?\s*"
    r"(?P<sign>§{1,2}|[Ss]ections?|[Ss]ecs?\.)?\s*(?=[1-5]\d\d)"
)
_SIGN = re.compile(r"(?:\b[Ss]ections?|\b[Ss]ecs?\.|§{1,2})\s*(?=[1-5]\d\d)")
_OF_THE_ACT = re.compile(r"\s+of\s+(?:the\s+)?(?:I\.?N\.?A\b\.?|Act\b|Immigration\s+and\s+Nationality\s+Act\b)")
_SECTION = re.compile(r"[1-5]\d\d[A-D]?(?!\d)(?!\.\d)(?![A-Za-z])")


def _stands_alone(number: str, plural: bool, has_designators: bool) -> bool:
    """A further bare number is a section in a plural list, when it is divided, or has a letter."""
    return (plural and number in USC_OF_INA) or has_designators or not number.isdigit()


def _stands_before_the_act(number: str, plural: bool, has_designators: bool) -> bool:
    """Before “of the Act” every number of the list is a section."""
    return True


class ImmigrationAndNationalityAct(Extractor):
    name = "ina"
    kind = "statute"

    def find(self, text: str) -> Iterator[Citation]:
        for act in _ACT.finditer(text):
            plural = (act["sign"] or "").rstrip(".").endswith(("§§", "s"))
            start = act.start()
            for item in items(text, act.end(), _SECTION, _stands_alone, plural):
                yield self._of(text, item, start)
                start = -1
        yield from self._before_the_act(text)

    def _before_the_act(self, text: str) -> Iterator[Citation]:
        """``sections 208 and 241(b)(3) of the Act``"""
        for sign in _SIGN.finditer(text):
            found = list(items(text, sign.end(), _SECTION, _stands_before_the_act, plural=True))
            if found and _OF_THE_ACT.match(text, found[-1].end):
                for place, item in enumerate(found):
                    yield self._of(text, item, sign.start() if place == 0 else -1)

    def _of(self, text: str, item: Item, start: int) -> Citation:
        usc = USC_OF_INA.get(item.number, "")
        same_as = f"8 USC {usc}{item.designators}" if usc else ""
        return self.cited(text, item.start if start < 0 else start, item.end, f"INA {item.name}", url=link("8", usc) if usc else "", same_as=same_as)
