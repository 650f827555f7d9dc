"""QTI's expressions, carried out: the operators of 2.1, 2.2 and 3.0 that rules for points are written with.

Truth has three values: ``None`` is QTI's NULL. What is not carried out (random numbers, custom operators …) raises ``NotUnderstood``.
"""

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Protocol
from xml.etree.ElementTree import Element

from assessments.formats.qti.declarations import Area, Declaration, coords_of
from assessments.formats.qti.values import NotUnderstood, Value, listed, number_of, read_single, same


class Variables(Protocol):
    """What expressions read."""

    def declaration(self, identifier: str) -> Declaration: ...

    def value(self, identifier: str) -> Value: ...


Operator = Callable[[Sequence[Value], Element], Value]


def evaluate(expression: Element, variables: Variables) -> Value:
    """The value of ``expression``; raises ``NotUnderstood``."""
    reading = _READING.get(expression.tag)
    if reading is not None:
        return reading(expression, variables)
    operator = _OPERATORS.get(expression.tag)
    if operator is None:
        raise NotUnderstood(expression.tag)
    values = [evaluate(one, variables) for one in expression]
    try:
        if expression.tag == "match":
            return _match(values, any(_is_ordered(one, variables) for one in expression))
        return operator(values, expression)
    except (TypeError, ValueError, IndexError, AttributeError, ZeroDivisionError, OverflowError):
        raise NotUnderstood(expression.tag) from None  # values of a kind that the operator does not take


# What is read from the item


def _base_value(one: Element, variables: Variables) -> Value:
    return read_single("".join(one.itertext()), one.get("baseType", "string"))


def _variable(one: Element, variables: Variables) -> Value:
    return variables.value(one.get("identifier", ""))


def _correct(one: Element, variables: Variables) -> Value:
    return variables.declaration(one.get("identifier", "")).correct


def _default(one: Element, variables: Variables) -> Value:
    return variables.declaration(one.get("identifier", "")).default


def _map_response(one: Element, variables: Variables) -> Value:
    name = one.get("identifier", "")
    mapping = variables.declaration(name).mapping
    return Fraction(0) if mapping is None else mapping.worth(variables.value(name))


def _map_point(one: Element, variables: Variables) -> Value:
    name = one.get("identifier", "")
    declared = variables.declaration(name)
    worth, areas = Fraction(0), list(declared.areas or ())
    for point in listed(variables.value(name)):
        met = next((area for area in areas if area.holds(point)), None)
        worth += declared.areas_default if met is None else met.worth
        if met is not None:
            areas.remove(met)  # each area counts once
    return worth


_READING: dict[str, Callable[[Element, Variables], Value]] = {
    "baseValue": _base_value,
    "variable": _variable,
    "correct": _correct,
    "default": _default,
    "mapResponse": _map_response,
    "mapResponsePoint": _map_point,
    "null": lambda _, __: None,
}


# What is computed


def _and(values: Sequence[Value], one: Element) -> Value:
    return False if any(value is False for value in values) else None if None in values else True


def _or(values: Sequence[Value], one: Element) -> Value:
    return True if any(value is True for value in values) else None if None in values else False


def _match(values: Sequence[Value], ordered: bool) -> Value:
    return None if None in values else same(values[0], values[1], ordered=ordered)


def _is_ordered(expression: Element, variables: Variables) -> bool:
    if expression.tag == "ordered":
        return True
    return expression.tag in ("variable", "correct") and variables.declaration(expression.get("identifier", "")).is_ordered


def _any_n(values: Sequence[Value], one: Element) -> Value:
    true, open_ = sum(value is True for value in values), sum(value is None for value in values)
    least, most = int(one.get("min", 0)), int(one.get("max", len(values)))
    if true > most or true + open_ < least:
        return False
    return True if true >= least and true + open_ <= most else None


def _string_match(values: Sequence[Value], one: Element) -> Value:
    if None in values:
        return None
    a, b = (str(value) for value in values)
    if one.get("caseSensitive", "true") == "false":
        a, b = a.casefold(), b.casefold()
    return b in a if one.get("substring") == "true" else a == b


def _substring(values: Sequence[Value], one: Element) -> Value:
    """Whether the first is a part of the second."""
    if None in values:
        return None
    a, b = (str(value) for value in values)
    return a in b if one.get("caseSensitive", "true") != "false" else a.casefold() in b.casefold()


_PLAIN_PATTERN = re.compile(r"[\w\s|^$()?:,;'\"/-]{0,200}")


def _pattern_match(values: Sequence[Value], one: Element) -> Value:
    pattern = one.get("pattern", "")
    if not _PLAIN_PATTERN.fullmatch(pattern):
        raise NotUnderstood("patternMatch")  # a pattern with repetitions could keep the server busy
    return None if values[0] is None else re.fullmatch(pattern, str(values[0])) is not None


def _equal(values: Sequence[Value], one: Element) -> Value:
    if None in values:
        return None
    given, wanted = (_number(value) for value in values)
    mode = one.get("toleranceMode", "exact")
    if mode == "exact":
        return given == wanted
    below, above = tolerances(one)
    low, high = (given - below, given + above) if mode == "absolute" else (given * (1 - below / 100), given * (1 + above / 100))
    low, high = sorted((low, high))  # of a negative number, percents turn round
    low_meets = low <= wanted if one.get("includeLowerBound") != "false" else low < wanted
    return low_meets and (wanted <= high if one.get("includeUpperBound") != "false" else wanted < high)


def tolerances(one: Element) -> tuple[Fraction, Fraction]:
    """How far below and above; the second is the first where only one is written."""
    written = (one.get("tolerance") or "").split() or ["0"]
    numbers = [number_of(part) for part in (written * 2)[:2]]
    if None in numbers:
        raise NotUnderstood("a tolerance that is a variable")
    return numbers[0] or Fraction(0), numbers[1] or Fraction(0)


def _equal_rounded(values: Sequence[Value], one: Element) -> Value:
    if None in values:
        return None
    figures = int(one.get("figures", ""))
    if one.get("roundingMode", "significantFigures") != "decimalPlaces" or not 0 <= figures <= 20:
        raise NotUnderstood("equalRounded")
    return _half_up(_number(values[0]) * 10**figures) == _half_up(_number(values[1]) * 10**figures)


def _half_up(number: Fraction) -> int:
    return (number + Fraction(1, 2)).__floor__()


def _compare(meets: Callable[[Fraction, Fraction], bool]) -> Operator:
    return lambda values, _: None if None in values else meets(_number(values[0]), _number(values[1]))


def _number(value: Value) -> Fraction:
    number = value if isinstance(value, Fraction) else number_of(str(value))
    if number is None:
        raise ValueError("no number")
    return number


def _arithmetic(of: Callable[[list[Fraction]], Value]) -> Operator:
    return lambda values, _: None if None in values or not values else of([_number(x) for value in values for x in listed(value)])


def _product(numbers: list[Fraction]) -> Fraction:
    made = Fraction(1)
    for number in numbers:
        made *= number
    return made


def _index(values: Sequence[Value], one: Element) -> Value:
    members, place = listed(values[0]), int(one.get("n", ""))
    return members[place - 1] if 1 <= place <= len(members) else None


def _contains(values: Sequence[Value], one: Element) -> Value:
    return None if None in values else all(listed(values[0]).count(member) >= listed(values[1]).count(member) for member in listed(values[1]))


def _member(values: Sequence[Value], one: Element) -> Value:
    return None if None in values else any(same(values[0], member) for member in listed(values[1]))


def _delete(values: Sequence[Value], one: Element) -> Value:
    return None if None in values else [member for member in listed(values[1]) if not same(values[0], member)] or None


def _inside(values: Sequence[Value], one: Element) -> Value:
    area = Area(one.get("shape", ""), coords_of(one.get("coords")), Fraction(0))
    return None if values[0] is None else any(area.holds(point) for point in listed(values[0]))


def _gathered(values: Sequence[Value], one: Element) -> Value:
    return [member for value in values for member in listed(value)] or None


_OPERATORS: dict[str, Operator] = {
    "multiple": _gathered,
    "ordered": _gathered,
    "containerSize": lambda values, _: Fraction(len(listed(values[0]))),
    "isNull": lambda values, _: values[0] is None or values[0] == "",
    "index": _index,
    "member": _member,
    "contains": _contains,
    "delete": _delete,
    "substring": _substring,
    "not": lambda values, _: None if values[0] is None else not values[0],
    "and": _and,
    "or": _or,
    "anyN": _any_n,
    "match": lambda values, _: _match(values, False),
    "stringMatch": _string_match,
    "patternMatch": _pattern_match,
    "equal": _equal,
    "equalRounded": _equal_rounded,
    "inside": _inside,
    "lt": _compare(lambda a, b: a < b),
    "gt": _compare(lambda a, b: a > b),
    "lte": _compare(lambda a, b: a <= b),
    "gte": _compare(lambda a, b: a >= b),
    "sum": _arithmetic(lambda numbers: sum(numbers, Fraction(0))),
    "product": _arithmetic(_product),
    "max": _arithmetic(max),
    "min": _arithmetic(min),
    "subtract": _arithmetic(lambda numbers: numbers[0] - numbers[1]),
    "divide": _arithmetic(lambda numbers: numbers[0] / numbers[1] if numbers[1] else None),
    "integerDivide": _arithmetic(lambda numbers: Fraction(numbers[0] // numbers[1]) if numbers[1] else None),
    "integerModulus": _arithmetic(lambda numbers: numbers[0] % numbers[1] if numbers[1] else None),
    "truncate": _arithmetic(lambda numbers: Fraction(int(numbers[0]))),
    "round": _arithmetic(lambda numbers: Fraction(_half_up(numbers[0]))),
    "integerToFloat": _arithmetic(lambda numbers: numbers[0]),
}
