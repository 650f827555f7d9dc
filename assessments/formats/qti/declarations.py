"""What an item declares: its responses with their right answers and worths, and its outcomes."""

from dataclasses import dataclass, field
from fractions import Fraction
from xml.etree.ElementTree import Element

from assessments.formats.qti.values import Point, Value, listed, number_of, read_single


@dataclass(frozen=True)
class Mapping:
    """What single answers are worth, added up and kept between the bounds (QTI 2.1, *mapping*). ``entries`` keep the order of the file."""

    entries: tuple[tuple[Value, Fraction, bool], ...]
    default: Fraction = Fraction(0)
    lower: Fraction | None = None
    upper: Fraction | None = None

    def worth(self, response: Value) -> Fraction:
        """Each different answer counts once, as the specification says."""
        total = sum((self._worth_of(one) for one in dict.fromkeys(listed(response))), Fraction(0))
        return bounded(total, self.lower, self.upper)

    def _worth_of(self, one: Value) -> Fraction:
        return next((worth for key, worth, sensitive in self.entries if _meets(key, one, sensitive)), self.default)


@dataclass(frozen=True)
class Area:
    """A place in pixels and what it is worth; ``coords`` as HTML writes them for its ``shape``."""

    shape: str
    coords: tuple[Fraction, ...]
    worth: Fraction

    def holds(self, point: Point) -> bool:
        x, y = point
        if self.shape == "rect" and len(self.coords) == 4:
            left, top, right, bottom = self.coords
            return left <= x <= right and top <= y <= bottom
        if self.shape == "circle" and len(self.coords) == 3:
            across, down, radius = self.coords
            return (x - across) ** 2 + (y - down) ** 2 <= radius**2
        return self.shape == "default"


@dataclass
class Declaration:
    """A response, an outcome or a template variable; ``cardinality`` is single, multiple, ordered or record, ``base`` the type of a member.

    Some writers give a response that takes one answer several right ones, which the specification does not foresee: any of them is right, and
    ``also_correct`` holds those after the first.
    """

    identifier: str
    cardinality: str = "single"
    base: str = "identifier"
    correct: Value = None
    also_correct: tuple[Value, ...] = ()
    default: Value = None
    mapping: Mapping | None = None
    areas: tuple[Area, ...] | None = None
    areas_default: Fraction = Fraction(0)
    table: list[tuple[Fraction | None, bool, Value]] = field(default_factory=list)

    @property
    def is_ordered(self) -> bool:
        return self.cardinality == "ordered"

    def standing(self, answer: Value) -> Value:
        """``answer``, or the first right one where it is as right as that."""
        return self.correct if answer is not None and answer in self.also_correct else answer

    def of(self, members: list[Value]) -> Value:
        """``members`` as a value of this variable."""
        if not members:
            return None
        return members[0] if self.cardinality == "single" else members


def read_declarations(item: Element, tag: str) -> dict[str, Declaration]:
    """Those called ``tag`` in ``item``, by identifier."""
    found = [_read(one) for one in item if one.tag == tag]
    return {one.identifier: one for one in found if one.identifier}


def bounded(number: Fraction, lower: Fraction | None, upper: Fraction | None) -> Fraction:
    number = number if lower is None else max(number, lower)
    return number if upper is None else min(number, upper)


def fraction_of(text: str | None, default: Fraction | None = None) -> Fraction | None:
    found = number_of(text) if text else None
    return default if found is None else found


def coords_of(text: str | None) -> tuple[Fraction, ...]:
    """The numbers of an HTML ``coords``; percentages and what is no number are left out."""
    return tuple(number for part in (text or "").replace(",", " ").split() if (number := number_of(part)) is not None)


def _read(one: Element) -> Declaration:
    made = Declaration(one.get("identifier", ""), one.get("cardinality", "single"), one.get("baseType", "identifier"))
    right = _values(one.find("correctResponse"), made.base)
    made.correct = made.of(right)
    made.also_correct = tuple(right[1:]) if made.cardinality == "single" else ()
    made.default = made.of(_values(one.find("defaultValue"), made.base))
    made.mapping = _mapping(one.find("mapping"), made.base)
    areas = one.find("areaMapping")
    if areas is not None:
        made.areas = tuple(
            Area(entry.get("shape", ""), coords_of(entry.get("coords")), fraction_of(entry.get("mappedValue")) or Fraction(0))
            for entry in areas.iter("areaMapEntry")
        )
        made.areas_default = fraction_of(areas.get("defaultValue")) or Fraction(0)
    for table in (one.find("matchTable"), one.find("interpolationTable")):
        for entry in table if table is not None else ():
            made.table.append(
                (fraction_of(entry.get("sourceValue")), entry.get("includeBoundary") != "false", read_single(entry.get("targetValue", ""), made.base))
            )
    return made


def _values(holder: Element | None, base: str) -> list[Value]:
    if holder is None:
        return []
    return [value for one in holder.iter("value") if (value := read_single("".join(one.itertext()), one.get("baseType", base))) is not None]


def _mapping(holder: Element | None, base: str) -> Mapping | None:
    if holder is None:
        return None
    entries = tuple(
        (read_single(entry.get("mapKey", ""), base), fraction_of(entry.get("mappedValue")) or Fraction(0), entry.get("caseSensitive", "true") != "false")
        for entry in holder.iter("mapEntry")
    )
    return Mapping(
        entries, fraction_of(holder.get("defaultValue")) or Fraction(0), fraction_of(holder.get("lowerBound")), fraction_of(holder.get("upperBound"))
    )


def _meets(key: Value, one: Value, sensitive: bool) -> bool:
    if isinstance(key, str) and isinstance(one, str):
        return key.strip() == one.strip() if sensitive else key.strip().casefold() == one.strip().casefold()
    return bool(key == one)
