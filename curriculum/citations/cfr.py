"""The Code of Federal Regulations: ``8 C.F.R. § 208.13(b)``, ``8 CFR 208.13, 208.16``, ``8 CFR part 1003``."""

import re
from collections.abc import Iterator

from curriculum.citations.base import Citation, Extractor
from curriculum.citations.sections import Item, items

_TITLE = re.compile(
    r"\b(?P<title>[1-9]|[1-4]\d|50)\s*(?:C\.\s?F\.\s?R\.?|CFR\b|Code\s+of\s+Federal\s+Regulations,?)\s*"
    r"(?P<sign>§{1,2}|[Ss]ections?|[Ss]ecs?\.|[Pp]arts?|[Pp]ts?\.)?\s*(?=\d)"
)
_OF_TITLE = re.compile(r"\b(?:[Ss]ections?|§{1,2}|[Pp]arts?)\s*(?=\d)")
_TITLE_AFTER = re.compile(r"\s+of\s+[Tt]itle\s+(?P<title>[1-9]|[1-4]\d|50)(?:,|\s+of\s+the)?\s+(?:C\.\s?F\.\s?R\.|CFR\b|Code\s+of\s+Federal\s+Regulations)")
_SECTION = re.compile(r"\d{1,4}[a-z]?(?:\.\d{1,4}[a-z]?(?![a-z\d])(?!\.\d))?(?![\w])(?!\.\d)")


def link(title: str, number: str) -> str:
    place = f"section-{number}" if "." in number else f"part-{number}"
    return f"https://www.ecfr.gov/current/title-{title}/{place}"


def _stands_alone(number: str, plural: bool, has_designators: bool) -> bool:
    """In a plural list every number; elsewhere “208.16” but not “2.5”, and no bare part."""
    part, _, section = number.partition(".")
    return plural or has_designators or (bool(section) and len(part) >= 3)


class FederalRegulations(Extractor):
    name = "cfr"
    kind = "regulation"

    def find(self, text: str) -> Iterator[Citation]:
        for title in _TITLE.finditer(text):
            plural = (title["sign"] or "").rstrip(".").endswith(("§§", "s"))
            start = title.start()
            for item in items(text, title.end(), _SECTION, _stands_alone, plural):
                yield self._of(text, title["title"], item, start)
                start = -1
        for sign in _OF_TITLE.finditer(text):
            found = list(items(text, sign.end(), _SECTION, _stands_alone, plural=True))
            after = _TITLE_AFTER.match(text, found[-1].end) if found else None
            if after:
                for place, item in enumerate(found):
                    yield self._of(text, after["title"], item, sign.start() if place == 0 else -1)

    def _of(self, text: str, title: str, item: Item, start: int) -> Citation:
        return self.cited(text, item.start if start < 0 else start, item.end, f"{title} CFR {item.name}", url=link(title, item.number))
