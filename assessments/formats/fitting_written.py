"""Which accepted texts and numbers give the same marks as a file's own rule: for answers that are written.

Texts: each text that the rule names is tried, and once more with its case turned round. Numbers: the rule is tried at every number that it names
and between them; a stretch over which it gives the same points is one accepted number with its tolerance.

Worked example: 2 points from 9.5 to 10.5 and 1 point from 9 to 11. The rule changes at 9, 9.5, 10.5 and 11; 10 ± 0.5 earns 100 percent, 10 ± 1 earns 50.
"""

import itertools
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any

from assessments.formats.base import Unfit
from assessments.formats.fitting import BELOW_NOTHING, NO_RIGHT_ANSWER, Points, percent_of

MOST_NUMBERS = 60


def fit_texts(candidates: Iterable[str], earned: Callable[[str], Points]) -> tuple[dict[str, Any], Points, tuple[str, ...]]:
    """The content of accepted texts, the most points, and what is lost."""
    tried = {text: earned(text) for text in dict.fromkeys(text.strip() for text in candidates) if text}
    full = max(tried.values(), default=Fraction(0))
    if full <= 0:
        raise Unfit(NO_RIGHT_ANSWER)
    lost = [BELOW_NOTHING] if min(tried.values()) < 0 else []
    sensitive = any(earned(turned) != points for text, points in tried.items() if points > 0 and (turned := text.swapcase()) != text and turned not in tried)
    accepted: dict[str, dict[str, Any]] = {}
    for text, points in sorted(tried.items(), key=lambda one: -one[1]):
        percent, exact = percent_of(points, full)
        key = text if sensitive else text.casefold()
        if key not in accepted and (percent or points >= 0):
            accepted[key] = {"text": text, "percent": percent}
            lost += [] if exact else [f"“{text}” earns {float(points / full):.4%} of the points there, and {percent} percent here."]
    rows = [row for row in accepted.values() if row["percent"]]
    order = list(tried)
    rows.sort(key=lambda row: order.index(row["text"]))
    return {"accepted": rows, "case_sensitive": sensitive}, full, tuple(lost)


def fit_numbers(named: Iterable[Fraction], earned: Callable[[Fraction], Points]) -> tuple[list[dict[str, Any]], Points, tuple[str, ...]]:
    """Accepted numbers with their tolerances, the most points, and what is lost. ``named`` are the numbers at which the rule may change."""
    edges = sorted(set(named))
    if len(edges) > MOST_NUMBERS:
        raise Unfit("Its rule for points names more numbers than one question can accept.")
    marks = {number: earned(number) for number in _tried(edges)}
    full = max(marks.values(), default=Fraction(0))
    if full <= 0:
        raise Unfit(NO_RIGHT_ANSWER)
    lost = [BELOW_NOTHING] if min(marks.values()) < 0 else []
    numbers = sorted(marks)
    if marks[numbers[0]] > 0 or marks[numbers[-1]] > 0:
        raise Unfit("Its rule accepts every number above or below some number, and a question here accepts numbers within a distance.")
    accepted: list[dict[str, Any]] = []
    for level in sorted({points for points in marks.values() if points > 0}, reverse=True):
        percent, exact = percent_of(level, full)
        lost += [] if exact else [f"A part of the points ({float(level / full):.4%}) is rounded to {percent} percent."]
        for low, high, closed in _stretches(numbers, marks, level, set(edges)):
            lost += [] if closed else [f"From {said(low)} to {said(high)}: the ends are not accepted there, and are here."]
            accepted.append({"number": said((low + high) / 2), "tolerance": said((high - low) / 2), "percent": percent})
    return accepted, full, tuple(lost)


def _tried(edges: Sequence[Fraction]) -> list[Fraction]:
    if not edges:
        return []
    middles = [(a + b) / 2 for a, b in itertools.pairwise(edges)]
    return [edges[0] - 1, *edges, *middles, edges[-1] + 1]


def _stretches(numbers: Sequence[Fraction], marks: dict[Fraction, Points], level: Points, edges: set[Fraction]) -> list[tuple[Fraction, Fraction, bool]]:
    """Runs of numbers worth ``level`` or more, as (from, to, whether both ends are worth it). At a lower level a run holds those of the higher within it."""
    found: list[tuple[Fraction, Fraction, bool]] = []
    run: list[Fraction] = []
    for place, number in enumerate(numbers):
        if marks[number] >= level:
            run.append(number)
        if run and (marks[number] < level or place == len(numbers) - 1):
            first, last = numbers.index(run[0]), numbers.index(run[-1])
            low = run[0] if run[0] in edges else numbers[first - 1]  # a middle is worth it, the edge before it is not
            high = run[-1] if run[-1] in edges else numbers[last + 1]
            if any(marks[one] == level for one in run):
                found.append((low, high, low in run and high in run))
            run = []
    return found


def said(number: Fraction) -> str:
    """``number`` as question content writes it: a decimal where it ends, else a fraction."""
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return f"{number.numerator}/{number.denominator}"
    places = 0
    while (number * 10**places).denominator != 1:
        places += 1
    digits = str(abs(int(number * 10**places))).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{text}" if number < 0 else text
