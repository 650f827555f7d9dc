"""Lists of sections, as lawyers write them: ``§§ 208.13, 208.16``, ``208(a)(2)(B) and (D)``, ``1292.11-.20``.

After the first section, each further one is an item of its own. A further item is either a whole section, the tail of
one (``.20`` after ``1292.11``), or a sibling designator (``(D)`` after ``(a)(2)(B)``), which takes the place of the
deepest designator of its own kind: ``(a)(2)(D)``. A range names its two ends.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

DESIGNATOR = r"\((?:[ivxl]{1,6}|[IVX]{1,5}|[a-z]{1,2}|[A-Z]{1,2}|\d{1,3})\)"
DESIGNATORS = re.compile(rf"(?:{DESIGNATOR})+(?:\([ivxl]+\))*")
_ONE = re.compile(r"\(([^)]+)\)")
_JOIN = re.compile(r"\s*(?:,\s*(?:and|or|&)?|;|\band\b|\bor\b|&|\bthrough\b|\bto\b|[-\u2010-\u2015])\s*(?:and\s+|or\s+)?(?:§{1,2}\s*|[Ss]ections?\s+)?")
# the number that follows is the volume or title of another citation, or counts something
_OTHER = re.compile(
    r"\s*(?:[-\u2010-\u2015]\s*)?(?:U\.?\s?S\b|C\.?\s?F\.?\s?R|I\.?\s?&|F\.|S\.\s?Ct|L\.\s?Ed|Fed|FR\b|FAM|FAH|Stat|WL\b|USCIS|percent|%|days?|years?|months?|hours?|minutes?|people|persons?|times|miles)"
)


@dataclass(frozen=True)
class Item:
    """One section of a list: ``number`` with its ``designators``, and where it stands."""

    number: str
    designators: str
    start: int
    end: int

    @property
    def name(self) -> str:
        return self.number + self.designators


def kinds_of(designator: str) -> set[str]:
    """The ways a designator can be read: (i) is a letter and a Roman numeral."""
    kinds = set()
    if designator.isdigit():
        kinds.add("digit")
    if re.fullmatch(r"[ivxl]+", designator):
        kinds.add("roman")
    if re.fullmatch(r"[IVX]+", designator):
        kinds.add("Roman")
    if re.fullmatch(r"([a-z])\1?", designator):
        kinds.add("letter")
    if re.fullmatch(r"([A-Z])\1?", designator):
        kinds.add("Letter")
    return kinds


def sibling(designators: str, tail: str) -> str:
    """``(a)(2)(B)`` and ``(D)`` make ``(a)(2)(D)``; empty when no designator is of the tail's kind."""
    have, new = _ONE.findall(designators), _ONE.findall(tail)
    wanted = kinds_of(new[0])
    for depth in range(len(have) - 1, -1, -1):
        if kinds_of(have[depth]) & wanted:
            return "".join(f"({one})" for one in [*have[:depth], *new])
    return ""


def items(text: str, at: int, section: re.Pattern[str], stands_alone: Callable[[str, bool, bool], bool], plural: bool) -> Iterator[Item]:
    """The sections named from ``at`` on.

    ``section`` matches one section's number. ``stands_alone(number, plural, has_designators)`` judges whether a further
    number is a section at all: after “§” the next bare number may count something else.
    """
    first = section.match(text, at)
    if not first:
        return
    item = _with_designators(text, first.group(), first.start(), first.end())
    yield item
    while further := _further(text, item, section, stands_alone, plural):
        item = further
        yield item


def _with_designators(text: str, number: str, start: int, end: int) -> Item:
    found = DESIGNATORS.match(text, end)
    return Item(number, found.group() if found else "", start, found.end() if found else end)


def _further(text: str, last: Item, section: re.Pattern[str], stands_alone: Callable[[str, bool, bool], bool], plural: bool) -> Item | None:
    join = _JOIN.match(text, last.end)
    if not join or join.end() == last.end:
        return None
    at = join.end()
    if tail := DESIGNATORS.match(text, at):
        designators = sibling(last.designators, tail.group()) if last.designators else ""
        return Item(last.number, designators, tail.start(), tail.end()) if designators else None
    if text.startswith(".", at) and "." in last.number and (short := re.compile(r"\.\d+[a-z]?").match(text, at)):
        return _with_designators(text, last.number.split(".")[0] + short.group(), short.start(), short.end())
    number = section.match(text, at)
    if not number or _OTHER.match(text, number.end()):
        return None
    item = _with_designators(text, number.group(), number.start(), number.end())
    return item if stands_alone(item.number, plural, bool(item.designators)) else None
