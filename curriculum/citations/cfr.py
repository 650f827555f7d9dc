"""The Code of Federal Regulations: ``8 C.F.R. § 208.13(b)``, ``8 CFR 208.13, 208.16``, ``8 CFR part 1003``."""

import re
from collections.abc import Iterator

from curriculum.citations.base import Citation, Extractor, title_before
from curriculum.citations.sections import OTHER, Item, items

_NAME = re.compile(
    r"(?:c(?<!\wc)(?:\.\s?f\.\s?r\b\.?|fr\b)|C(?<!\wC)(?:\.\s?F\.\s?R\b\.?|FR\b\.?|ode\s+of\s+Federal\s+Regulations\b))\)?,?\s*+"
    r"(?P<sign>§\s?§?|[Ss]ections?|[Ss]ecs?\.|[Pp]arts?|[Pp]ts?\.|at)?+\s*+(?=\d)"
)
_OF_TITLE = re.compile(r"[SsPp§](?:(?<=§)\s?§?|(?<!\w[SsPp])(?:ections?|arts?))\s*+(?=\d)")
_TITLE_AFTER = re.compile(r"\s+of\s+[Tt]itle\s+(?P<title>[1-9]|[1-4]\d|50)(?:,|\s+of\s+the)?\s+(?:C\.\s?F\.\s?R\.|CFR\b|Code\s+of\s+Federal\s+Regulations)")
SECTION = re.compile(r"\d{1,4}[a-z]?(?:\.\d{1,4}[a-z]?(?![a-z\d])(?!\.\d))?(?![\w])(?!\.\d)")
# Treasury's own numbers: 56.4911-2, and after a subsection of the code 1.501(c)(3)-1
_TAX = re.compile(r"-\d{1,2}(?!\w|\.\d)")
TAX_SECTION = re.compile(rf"\d{{1,4}}\.\d{{1,4}}{_TAX.pattern}|{SECTION.pattern}")


def link(title: str, number: str) -> str:
    place = f"section-{number}" if "." in number else f"part-{number}"
    return f"https://www.ecfr.gov/current/title-{title}/{place}"


def stands_alone(number: str, plural: bool, has_designators: bool) -> bool:
    """In a plural list every number; elsewhere “208.16” but not “2.5”, and no bare part."""
    part, _, section = number.partition(".")
    return plural or has_designators or (bool(section) and len(part) >= 3)


class FederalRegulations(Extractor):
    name = "cfr"
    kind = "regulation"
    code = "CFR"

    def find(self, text: str) -> Iterator[Citation]:
        for name in _NAME.finditer(text):
            title = title_before(text, name.start())
            if title and 1 <= int(title["number"]) <= 50:
                yield from self.listed(text, title["number"], title.start(), name.end(), _is_plural(name["sign"]), counted=not name["sign"])
        yield from self._before_their_title(text)

    def listed(self, text: str, title: str, start: int, at: int, plural: bool, *, counted: bool = False) -> Iterator[Citation]:
        """The sections listed from ``at``; the first citation begins at ``start``. ``counted``: “8 CFR 208 pages” is no citation."""
        for item in items(text, at, TAX_SECTION if title == "26" else SECTION, stands_alone, plural):
            if counted and not item.designators and OTHER.match(text, item.end):
                return
            yield self._of(text, title, item, start)
            start, counted = -1, False

    def _before_their_title(self, text: str) -> Iterator[Citation]:
        """``section 208.13 of title 8, Code of Federal Regulations``: the title comes after the list."""
        past = 0
        for sign in _OF_TITLE.finditer(text):
            if sign.start() < past:
                continue
            found = list(items(text, sign.end(), SECTION, stands_alone, plural=True))
            past = found[-1].end if found else past
            after = _TITLE_AFTER.match(text, past) if found else None
            if after:
                for place, item in enumerate(found):
                    yield self._of(text, after["title"], item, sign.start() if place == 0 else -1)

    def _of(self, text: str, title: str, item: Item, start: int) -> Citation:
        end, name = item.end, item.name
        if title == "26" and item.designators and (tax := _TAX.match(text, end)):
            end, name = tax.end(), name + tax.group()
        return self.cited(text, item.start if start < 0 else start, end, f"{title} CFR {name}", url=link(title, item.number))


def _is_plural(sign: str | None) -> bool:
    return (sign or "").rstrip(".").endswith(("§§", "§ §", "s"))
