"""Which of our rules for matching and ordering gives the same marks as a file's own."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from assessments.formats.base import Unfit
from assessments.formats.fitting import BELOW_NOTHING, NO_RIGHT_ANSWER, OTHER_RULE, Choice, Fitted, Points, plain_losses, short_ids
from lms.questions.types import ordering

MOST_TEXT = 300
ROUNDING = Fraction(1, 1000)  # 29 shares of 3.45 percent are a half per mille off


def fit_matching(items: Sequence[Choice], targets: Sequence[Choice], right: Mapping[str, str], earned: Callable[[Mapping[str, str]], Points]) -> Fitted:
    """Each of ``items`` with one of ``targets``; ``right`` says which by their names in the file."""
    known = {target.name for target in targets}
    right = {item: target for item, target in right.items() if target in known}
    asked = [item for item in items if item.name in right]
    lost = [f"“{item.plain[:50]}” goes with nothing there, and every item needs a choice here; it is left out." for item in items if item.name not in right]
    if len(asked) < 2:
        raise Unfit("It has fewer than two items that go with something, and matching needs two.")
    scoring, full, differs = fit_items({name: right[name] for name in (item.name for item in asked)}, earned)
    keys, ids = short_ids([item.name.removeprefix("response_") for item in asked], "i"), short_ids([target.name for target in targets], "c")
    content: dict[str, Any] = {
        "items": [{"id": keys[item.name.removeprefix("response_")], "text": item.text, "choice": ids[right[item.name]]} for item in asked],
        "choices": [{"id": ids[target.name], "text": target.plain} for target in targets],
        "scoring": scoring,
    }
    for row, item in zip(content["items"], asked, strict=True):
        if item.feedback:
            row["explanation"] = item.feedback
    return Fitted("matching", content, full, (*lost, *differs, *plain_losses(targets)))


def fit_items(right: Mapping[str, str], earned: Callable[[Mapping[str, str]], Points]) -> tuple[str, Points, tuple[str, ...]]:
    """``per_item`` or ``all_or_nothing``, the most points, and what is lost."""
    full = earned(right)
    if full <= 0:
        raise Unfit(NO_RIGHT_ANSWER)
    without = [earned({key: value for key, value in right.items() if key != left}) / full for left in right]
    alone = [earned({key: right[key]}) / full for key in right]
    lost = (BELOW_NOTHING,) if min(*without, *alone) < 0 else ()
    count = len(right)
    if all(_alike(share, Fraction(count - 1, count)) for share in without) and all(_alike(share, Fraction(1, count)) for share in alone):
        return "per_item", full, lost
    if all(share <= 0 for share in (*without, *(alone if count > 1 else ()))):
        return "all_or_nothing", full, lost
    return "per_item", full, (*lost, OTHER_RULE)


def _alike(share: Points, exact: Fraction) -> bool:
    """Files write a seventh as 14.29: shares that are equal but for such rounding are meant to be equal."""
    return abs(share - exact) < ROUNDING


def fit_order(steps: Sequence[Choice], right: Sequence[str], earned: Callable[[Sequence[str]], Points]) -> Fitted:
    """``steps`` to be put in the order ``right`` (names of the file)."""
    known = {step.name: step for step in steps}
    order = [name for name in right if name in known]
    if len(order) < 3:
        raise Unfit("It has fewer than three steps to put in order, and two tell each other's place.")
    full = earned(order)
    if full <= 0:
        raise Unfit(NO_RIGHT_ANSWER)
    lost = [f"“{step.plain[:50]}” belongs to no place there; it is left out." for step in steps if step.name not in order]
    tried = {tuple(one): max(earned(one) / full, Fraction(0)) for one in _telling(order)}
    rules: tuple[ordering.Scoring, ...] = ("all_or_nothing", "by_position", "by_pairs")
    fits = [rule for rule in rules if all(_share(rule, order, one) == given for one, given in tried.items())]
    if not fits:
        lost.append(OTHER_RULE)
    ids = short_ids(order, "s")
    nearest = "by_position" if any(0 < given < 1 for given in tried.values()) else "all_or_nothing"
    content = {"steps": [{"id": ids[name], "text": known[name].text} for name in order], "scoring": fits[0] if fits else nearest}
    return Fitted("ordering", content, full, tuple(lost))


def _telling(order: Sequence[str]) -> list[list[str]]:
    """The right order, turned round, its first two changed, its first put last."""
    first, second, *rest = order
    return [list(order), list(reversed(order)), [second, first, *rest], [second, *rest, first], [*order[:-2], order[-1], order[-2]]]


def _share(rule: ordering.Scoring, order: Sequence[str], given: Sequence[str]) -> Fraction:
    return ordering.share_of(rule, list(order), {name: place for place, name in enumerate(given, start=1)})
