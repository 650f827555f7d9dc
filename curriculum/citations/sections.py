"""Lists of sections, as lawyers write them: ``§§ 208.13, 208.16``, ``208(a)(2)(B) and (D)``, ``1292.11-.20``.

After the first section, each further one is an item of its own. A further item is either a whole section, the tail of
one (``.20`` or ``20`` after ``1292.11``), or a sibling designator (``(D)`` after ``(a)(2)(B)``), which takes the place of the
designator of its own kind: ``(a)(2)(D)``. A range names its two ends.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

DESIGNATOR = r"\((?:[ivxl]{1,6}|[IVX]{1,5}|[a-z]{1,2}|[A-Z]{1,2}|\d{1,3})\)"
DESIGNATORS = re.compile(rf"(?:{DESIGNATOR})++(?:\([ivxl]+\))*+")
SIGN = r"(?P<sign>§\s?§?|[Ss]ections?|[Ss]ecs?\.|Sec\b)?+\s*+"
_SPACED = re.compile(rf"\s(?={DESIGNATOR}{DESIGNATOR})")  # “208.13 (b)(1)”: one designator after a space may be a list in the prose
_ONE = re.compile(r"\(([^)]+)\)")
_JOIN = re.compile(
    r"\s*+(?:\([a-z]{3,20}(?:,?\s(?:[a-z]{2,20}|\$\d[\d,]{0,6})){0,4}\)\s*+)?+(?P<by>[;,]\s++(?:[a-z]{2,15}\s++){1,2}(?:at|in)\s++(?=\([A-Za-z])|,\s*+(?:and\b|or\b|&)?+|;|and\b|or\b|&|\+|through\b|to\b|with\b|/(?=\s?[\d(])|[-\u2010-\u2015])\s*+(?:and\s++|or\s++|to\s++|through\s++)?+(?:§\s?§?\s*+|[Ss]ections?\s++)?+"
)
_RANGE = ("through", "to", "-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2015")
_TAIL = re.compile(r"\.\d{1,4}[a-z]?")
_END_OF_RANGE = re.compile(r"\d{1,3}(?![\w.(]|,\d)")
# after a bare comma, “(2)” goes on a list only where the list goes on or ends; else it numbers a clause of the sentence
_AFTER_TAIL = re.compile(r"\s*+(?:[,;.:)\]*_”\"’–—-]|\(\d{4}\)|and\b|or\b|&|through\b|to\b|of\b|\Z|\n)")
# the number that follows is the volume or title of another citation, or counts something
OTHER = re.compile(
    r"\s*+(?:[-\u2010-\u2015]\s*+)?(?:U\.?\s?S\b|C\.?\s?F\.?\s?R|I\.?\s?&|I\.?\s?and\s?N|F\.|S\.\s?Ct|L\.\s?Ed|Fed|FR\b|FAM|FAH|Stat|WL\b|USCIS|percent|%"
    r"|(?:days?|weeks?|years?|months?|hours?|minutes?|people|persons?|times|miles|pages?|members?|students?|cases?|questions?|of\s+(?:them|these|those|\d))\b)"
)
_OF_ANOTHER_LAW = re.compile(r"\s+of\s+(?:the\s+)?(?!Act\b|INA\b|I\.N\.A|Immigration\s+(?:and|&)\s+Nat|Title\b|United\s+States\s+Code|Code\s+of\s+Fed)[A-Z]\w")
_LEAST, _AFTER_THE_LAST = 3, re.compile(r"\s*+(?:[.;:)\]]|\Z)|,?\s+(?:and|or|&)\s+\d|,\s+\d")
_LAST_TWO, _WHOLE = re.compile(r"\d\d(?![\w.(]|,\d)"), 4
MOST = 60  # sections in one list


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


def _kinds_in(designators: list[str]) -> list[set[str]]:
    """What each designator is where it stands: (i) is a letter in the first place and a numeral below; (I) is a numeral below a numeral."""
    kinds: list[set[str]] = []
    for depth, one in enumerate(designators):
        can_be = kinds_of(one)
        if {"roman", "letter"} <= can_be:
            can_be = {"roman"} if depth else {"letter"}
        if {"Roman", "Letter"} <= can_be:
            can_be = {"Roman"} if depth and "roman" in kinds[-1] else {"Letter"}
        kinds.append(can_be)
    return kinds


def sibling(designators: str, tail: str) -> str:
    """``(a)(2)(B)`` and ``(D)`` make ``(a)(2)(D)``; ``(f)(5)(i)`` and ``(f)(6)`` make ``(f)(6)``; empty when nothing is of the tail's kind.

    The tail takes the place where most of its own levels agree with what stands there, of several the deepest.
    """
    have, new = _ONE.findall(designators), _ONE.findall(tail)
    there, wanted = _kinds_in(have), [kinds_of(one) for one in new]
    best, agreed = -1, 0
    for depth in range(len(have)):
        levels = 0
        for mine, its in zip(wanted, there[depth:], strict=False):
            if not mine & its:
                break
            levels += 1
        if levels and levels >= agreed:
            best, agreed = depth, levels
    return "".join(f"({one})" for one in [*have[:best], *new]) if agreed else ""


def items(text: str, at: int, section: re.Pattern[str], stands_alone: Callable[[str, bool, bool], bool], plural: bool) -> Iterator[Item]:
    """The sections named from ``at`` on.

    ``section`` matches one section's number. ``stands_alone(number, plural, has_designators)`` judges whether a further
    number is a section at all: after “§” the next bare number may count something else.
    """
    first = section.match(text, at)
    if not first:
        return
    item: Item | None = with_designators(text, first.group(), first.start(), first.end())
    for _ in range(MOST):
        if item is None:
            return
        yield item
        item = _further(text, item, section, stands_alone, plural)


def with_designators(text: str, number: str, start: int, end: int) -> Item:
    spaced = _SPACED.match(text, end)
    found = DESIGNATORS.match(text, spaced.end() if spaced else end)
    return Item(number, found.group() if found else "", start, found.end() if found else end)


def _further(text: str, last: Item, section: re.Pattern[str], stands_alone: Callable[[str, bool, bool], bool], plural: bool) -> Item | None:
    join = _JOIN.match(text, last.end)
    if not join:
        return None
    at, by = join.end(), join["by"].strip()
    if by != "with" and (tail := DESIGNATORS.match(text, at)):
        return _sibling_item(text, last, tail, by)
    if "." in last.number and (short := _TAIL.match(text, at)):
        return with_designators(text, last.number.split(".")[0] + short.group(), short.start(), short.end())
    if by in _RANGE and (end := _end_of_range(text, last, at)):
        return end
    number = section.match(text, at)
    if not number or OTHER.match(text, number.end()):
        return None
    item = with_designators(text, number.group(), number.start(), number.end())
    if _OF_ANOTHER_LAW.match(text, item.end):
        return None
    alike = ("." in item.number) == ("." in last.number)
    if not alike and not item.designators:
        return None
    goes_on = item.number[:1].isdigit() and _comes_after(last.number, item.number) and (by in _RANGE or _ends_a_list(text, last, item))
    return item if stands_alone(item.number, plural or goes_on, bool(item.designators)) else None


def _ends_a_list(text: str, last: Item, item: Item) -> bool:
    """``510`` in ``28 U.S.C. 509, 510.``: a bare number as long as the one before, with nothing behind it that it could count."""
    return len(item.number) == len(last.number) >= _LEAST and _AFTER_THE_LAST.match(text, item.end) is not None


def _sibling_item(text: str, last: Item, tail: re.Match[str], by: str) -> Item | None:
    if by in (",", ";") and tail.group().count("(") == 1 and not _AFTER_TAIL.match(text, tail.end()):
        return None
    designators = sibling(last.designators, tail.group()) if last.designators else ""
    return Item(last.number, designators, tail.start(), tail.end()) if designators else None


def _end_of_range(text: str, last: Item, at: int) -> Item | None:
    """``20`` in ``1292.11-20``, ``40`` in ``1439-40``."""
    short = _LAST_TWO.match(text, at)
    if short and len(last.number) == _WHOLE and last.number.isdigit() and int(last.number[-2:]) < int(short.group()):
        return Item(last.number[:-2] + short.group(), "", short.start(), short.end())
    part, _, first = last.number.partition(".")
    end = _END_OF_RANGE.match(text, at) if first.isdigit() else None
    if end and int(first) < int(end.group()) and not OTHER.match(text, end.end()):
        return Item(f"{part}.{end.group()}", "", end.start(), end.end())
    return None


def _comes_after(first: str, last: str) -> bool:
    """Whether ``last`` can end a range that begins with ``first``: 262 to 266, not 208 to 900."""
    numbers = [int(re.match(r"\d+", one).group()) for one in (first, last)]  # type: ignore[union-attr]
    return numbers[0] <= numbers[1] <= numbers[0] + 60
