"""Which of our rules for points gives the same marks as a file's own.

A file's rule comes as a function from an answer to the points that it earns. It is asked about telling answers (each option alone, one right one
left out, one wrong one added …), and the answers pick the type of question and its scoring. What no rule of ours gives is named.

Worked example: three right options of five, a mapping of 1, 1, 1, −1, −1 with a lower bound of 0. All right earn 3, two right 2, two right and one
wrong 1: ``partial_with_penalty`` gives 1, 2/3 and 1/3, and so it is.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Any

from assessments.formats.base import Unfit
from lms.questions.api import InvalidContent
from lms.questions.choosing import Scoring, share_of

Points = Fraction
NO_RIGHT_ANSWER = "The file does not say which answer is right."
BELOW_NOTHING = "A wrong answer takes points away there; here an answer never earns less than nothing."
OTHER_RULE = "Some answers earn other points there than any rule for points here would give; full points are given for the same answer."
MOST_TRIED = 7


@dataclass(frozen=True)
class Fitted:
    """A question's type and content, what the file gives at most for it, and what is lost."""

    type: str
    content: dict[str, Any]
    points: Points = Fraction(1)
    lost: tuple[str, ...] = ()
    prompt: str = ""


@dataclass(frozen=True)
class Choice:
    """An option as a file has it: its name there, its Markdown, its plain text, and the feedback for who chose it."""

    name: str
    text: str
    plain: str
    feedback: str = ""


def short_ids(names: Sequence[str], start: str) -> dict[str, str]:
    """An id for each of a file's ``names``: the name itself where all of them can be ids, else ``start`` and its place."""
    plain = [re.sub(r"^_(?=[-_0-9])", "", name).lower() for name in names]
    if len(set(plain)) == len(plain) and all(_is_id(name) for name in plain):
        return dict(zip(names, plain, strict=True))
    return {name: f"{start}{place}" for place, name in enumerate(dict.fromkeys(names), start=1)}


def _is_id(name: str) -> bool:
    return 0 < len(name) <= 20 and name.isascii() and all(char.isalnum() or char in "_-" for char in name)


def fit_one_choice(choices: Sequence[Choice], earned: Callable[[str], Points]) -> Fitted:
    """One of ``choices``, each worth what ``earned`` says of its name."""
    worth = {choice.name: earned(choice.name) for choice in choices}
    full = max(worth.values(), default=Fraction(0))
    if full <= 0:
        raise Unfit(NO_RIGHT_ANSWER)
    lost = [BELOW_NOTHING] if any(points < 0 for points in worth.values()) else []
    partly = [choice for choice in choices if 0 < worth[choice.name] < full]
    lost += [f"“{_short(choice.plain)}” earns a part of the points there; here only the right option earns any." for choice in partly]
    right = {name for name, points in worth.items() if points == full}
    if len(choices) > 1 and len(right) == 1:
        return _single(choices, right, full, tuple(lost))
    return _listed(choices, right, full, tuple(lost))


def _single(choices: Sequence[Choice], right: set[str], full: Points, lost: tuple[str, ...]) -> Fitted:
    said = [choice.plain.strip().casefold() for choice in choices]
    if said in (["true", "false"], ["false", "true"]):
        feedback = {choice.plain.strip().casefold(): choice.feedback for choice in choices}
        answer = next(choice.plain.strip().casefold() for choice in choices if choice.name in right) == "true"
        told = {f"feedback_{key}": text for key, text in feedback.items() if text}
        return Fitted("true_false", {"answer": answer, **told}, full, lost)
    return Fitted("single_choice", {"options": _options(choices, right)}, full, lost)


def _listed(choices: Sequence[Choice], right: set[str], full: Points, lost: tuple[str, ...]) -> Fitted:
    """Any of several is right: a gap with a list holds that."""
    if len(choices) < 2:
        raise Unfit("It offers one option only, so there is nothing to choose.")
    gap = choice_gap("answer", choices, right)
    told = tuple(f"The feedback on “{_short(choice.plain)}”: a list has no feedback for its entries." for choice in choices if choice.feedback)
    said = "Any of several options is right there; here they are shown as a list in which any of them is right."
    return Fitted("fill_in_the_blanks", {"text": "[[answer]]", "gaps": [gap]}, full, (*lost, said, *told, *plain_losses(choices)))


def choice_gap(key: str, choices: Sequence[Choice], right: set[str]) -> dict[str, Any]:
    ids = short_ids([choice.name for choice in choices], "o")
    return {
        "id": key, "kind": "choice",
        "options": [{"id": ids[choice.name], "text": choice.plain or choice.name, "correct": choice.name in right} for choice in choices],
    }  # fmt: skip


def fit_choices(choices: Sequence[Choice], earned: Callable[[frozenset[str]], Points], declared: frozenset[str] = frozenset()) -> Fitted:
    """Any of ``choices``; ``declared`` are the right ones where the file says so."""
    right, scoring, full, lost = fit_marks([choice.name for choice in choices], earned, declared)
    return Fitted("multiple_choice", {"options": _options(choices, right), "scoring": scoring}, full, lost)


def fit_marks(
    names: Sequence[str], earned: Callable[[frozenset[str]], Points], declared: frozenset[str] = frozenset()
) -> tuple[frozenset[str], Scoring, Points, tuple[str, ...]]:
    """The right ones among ``names``, the rule that gives the file's marks or the nearest to it, the most points, and what is lost."""
    right, full = _right_ones(names, earned, declared)
    tried = {chosen: earned(chosen) for chosen in _telling(names, right)}
    lost = (BELOW_NOTHING,) if any(points < 0 for points in tried.values()) else ()
    share = {chosen: min(max(points / full, Fraction(0)), Fraction(1)) for chosen, points in tried.items()}
    rules: tuple[Scoring, ...] = ("all_or_nothing", "partial_with_penalty", "partial")
    for rule in rules:
        if all(given == share_of(rule, len(right), len(chosen & right), len(chosen - right)) for chosen, given in share.items()):
            return right, rule, full, lost
    partly = len(right) > 1 and any(0 < given < 1 for given in share.values())
    costs = any(share[chosen] < share[chosen & right] for chosen in share if chosen & right in share and chosen - right)
    nearest: Scoring = "partial_with_penalty" if partly and costs else "partial" if partly else "all_or_nothing"
    return right, nearest, full, (*lost, OTHER_RULE)


def _right_ones(names: Sequence[str], earned: Callable[[frozenset[str]], Points], declared: frozenset[str]) -> tuple[frozenset[str], Points]:
    known = declared & frozenset(names)
    alone = frozenset(name for name in names if earned(frozenset([name])) > max(earned(frozenset()), Fraction(0)))
    candidates = [chosen for chosen in (known, alone, *_small_sets(names)) if chosen]
    best = max(candidates, key=earned, default=frozenset())
    full = earned(best)
    if full <= 0:
        raise Unfit(NO_RIGHT_ANSWER)
    return best, full


def _small_sets(names: Sequence[str]) -> list[frozenset[str]]:
    if len(names) > MOST_TRIED:
        return []
    return [frozenset(chosen) for size in range(1, len(names) + 1) for chosen in combinations(names, size)]


def _telling(names: Sequence[str], right: frozenset[str]) -> list[frozenset[str]]:
    """Every set of answers where they are few; else those that tell the rules apart."""
    wrong = [name for name in names if name not in right]
    found = [right, frozenset(), *(right - {name} for name in right), *(frozenset([name]) for name in names)]
    found += [right | {name} for name in wrong] + [(right - {name}) | {other} for name in sorted(right)[:3] for other in wrong[:3]]
    return list(dict.fromkeys([*found, *_small_sets(names)]))


def _options(choices: Sequence[Choice], right: set[str] | frozenset[str]) -> list[dict[str, Any]]:
    ids = short_ids([choice.name for choice in choices], "o")
    rows = [{"id": ids[choice.name], "text": choice.text, "correct": choice.name in right, "feedback": choice.feedback} for choice in choices]
    return [{key: value for key, value in row.items() if value != ""} for row in rows]


def plain_losses(choices: Sequence[Choice]) -> list[str]:
    """What is lost where the options stand as plain text."""
    bare = {choice.plain: re.sub(r"\\(.)", r"\1", choice.text) for choice in choices}
    return [f"Formatting of “{_short(plain)}” is left out: plain text stands there." for plain, text in bare.items() if text and text.split() != plain.split()]


def percent_of(points: Points, full: Points) -> tuple[int, bool]:
    """A share of the points in whole percent, from 0 to 100, and whether it is exact."""
    share = min(max(points / full, Fraction(0)), Fraction(1)) * 100
    return round(share), round(share) == share


def whole_points(points: Points) -> tuple[int, tuple[str, ...]]:
    """Points as ours are, whole numbers from 1 to 1000, and what is lost by it."""
    whole = min(max(int(points + Fraction(1, 2)), 1), 1000)
    if whole == points:
        return whole, ()
    said = f"{float(points):g}"
    return whole, (f"It is worth {said} points there and {whole} here: points are whole numbers from 1 to 1000.",)


def refused_sentence(wrong: InvalidContent) -> str:
    return f"It does not fit here: {' '.join(wrong.sentences)}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 50 else f"{line[:49]}…"
