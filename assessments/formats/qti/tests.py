"""Tests of QTI 2 and 3: which items they hold, in which order, under which titles, and what passages their sections show."""

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from xml.etree.ElementTree import Element

from assessments.formats.qti.declarations import fraction_of
from assessments.formats.texts import beside
from lms.core.errors import Invalid

DEEPEST = 8  # sections in files of their own


@dataclass(frozen=True)
class Placed:
    """An item by its member of the package, with its place in the test; ``broken`` says why the test could not be read."""

    name: str
    category: str = ""
    passages: tuple[Element, ...] = ()
    weight: Fraction = Fraction(1)
    lost: tuple[str, ...] = ()
    broken: str = ""


def placed_items(test: Element, name: str, part: Callable[[str], Element | None], around: Placed | None = None, depth: int = 0) -> Iterator[Placed]:
    """The items of ``test``, which is the member ``name``; ``part`` reads a section that stands in a file of its own."""
    here = around or Placed(name, category=_title(test))
    for one in test:
        if one.tag == "testPart":
            yield from placed_items(one, name, part, here, depth)
        elif one.tag == "assessmentSection":
            yield from placed_items(one, name, part, _within(one, here), depth)
        elif one.tag == "assessmentSectionRef" and depth < DEEPEST:
            yield from _section_of_its_own(one, name, part, here, depth)
        elif one.tag == "assessmentItemRef":
            yield replace(here, name=beside(posixpath.dirname(name), one.get("href", "")), weight=_weight(one))


def _section_of_its_own(one: Element, name: str, part: Callable[[str], Element | None], here: Placed, depth: int) -> Iterator[Placed]:
    member = beside(posixpath.dirname(name), one.get("href", ""))
    try:
        section = part(member)
    except Invalid as wrong:
        yield Placed(member, broken=wrong.sentences[0])
        return
    if section is None:
        yield Placed(member, broken=f"The test names the section {member[:200]}, and the package does not hold that.")
    else:
        yield from placed_items(section, member, part, _within(section, here), depth + 1)


def _within(section: Element, here: Placed) -> Placed:
    selection = section.find("selection")
    lost = here.lost
    if selection is not None:
        lost += (f"Its section draws {selection.get('select', 'some')} of its questions for each student; here each question stands in the bank by itself.",)
    shown = tuple(one for one in section.findall("rubricBlock") if "candidate" in one.get("view", "candidate"))
    title = _title(section)
    path = " / ".join(part for part in (here.category, title) if part) if title != here.category else title
    return replace(here, category=path[:200], passages=(*here.passages, *shown), lost=lost)


def _title(one: Element) -> str:
    return " ".join(one.get("title", "").split())


def _weight(one: Element) -> Fraction:
    weight = one.find("weight")
    found = fraction_of(weight.get("value")) if weight is not None else None
    return found if found and found > 0 else Fraction(1)
