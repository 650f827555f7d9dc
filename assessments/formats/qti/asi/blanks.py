"""QTI 1.2 items with several responses: Canvas’s blanks and lists in a text, and texts with a field after each."""

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from assessments.formats.base import Unfit
from assessments.formats.fitting import NO_RIGHT_ANSWER, Choice, Fitted, choice_gap, plain_losses
from assessments.formats.fitting_arranged import fit_items
from assessments.formats.fitting_written import fit_texts
from assessments.formats.qti.asi.presentation import Response, Shown
from lms.core.html_tree import read_html

if TYPE_CHECKING:
    from assessments.formats.qti.asi.items import AsiItem

_BLOCK = re.compile(r"</?(?:p|div|li|tr|h[1-6]|ul|ol|table|blockquote|br)\b[^>]*>", re.IGNORECASE)
_NAME = re.compile(r"\[([^\[\]\n]{1,100})\]")


def read_blanks(item: "AsiItem", shown: Shown) -> Fitted:
    """``[name]`` in the text is where the response to it stands."""
    plain = _plain(shown.html)
    standing = {found.strip() for found in _NAME.findall(plain)}
    known = {_name_of(item, one, standing): one for one in shown.responses}
    keys = {name: f"g{at}" for at, name in enumerate(known, start=1)}
    text, used = _with_gaps(plain, keys)
    if left := [name for name in known if name not in used]:
        raise Unfit(f"Its blank “{left[0]}” does not stand in its text.")
    return _gapped(item, text, {keys[name]: one for name, one in known.items()}, shown)


def read_several(item: "AsiItem", shown: Shown, several: Sequence[Response]) -> Fitted:
    """A text with a gap after each piece; where a piece asks for more than a word, a fact pattern."""
    if all(one.labels or item.rules.named(one.name) for one in several) and all(one.cardinality == "single" for one in several):
        pieces = [f"{_plain(one.before + one.own)} [[g{at}]]" for at, one in enumerate(several, start=1)]
        return _gapped(item, "\n\n".join(pieces), {f"g{at}": one for at, one in enumerate(several, start=1)}, shown)
    parts = []
    total = Fraction(0)
    lost: list[str] = []
    for at, one in enumerate(several, start=1):
        found = item.one(one)
        stem = item.texts.markdown((one.before if at > 1 else "") + one.own) or f"Part {at}"
        parts.append({"id": f"p{at}", "type": found.type, "stem": stem, "points": 1, "content": found.content})
        total += 1
        lost += [f"Part {at}: {sentence}" for sentence in found.lost]
    case = item.texts.markdown(several[0].before) or item.item.get("title", "") or "Read each part and answer it."
    lost.append("Each of its parts is worth one point here, whatever it is there.")
    return Fitted("fact_pattern", {"case": case, "parts": parts}, total, tuple(lost), "Answer each part.")


def _gapped(item: "AsiItem", text: str, responses: dict[str, Response], shown: Shown) -> Fitted:
    """Each gap fitted with the others answered rightly, as far as the conditions name an answer."""
    right = {one.name: _best_named(item, one) for one in responses.values()}
    gaps, lost = [], []
    for key, one in responses.items():
        gap, told = _gap(item, key, one, _earned_beside(item, one, right))
        gaps.append(gap)
        lost += told
    scoring, full, differs = fit_items(
        {name: named[0] for name, named in right.items() if named}, lambda given: item.earned({k: [v] for k, v in given.items()})
    )
    pictures = re.findall(r"<img\b[^>]*>", shown.html)
    content = {"text": text, "gaps": gaps, "scoring": "per_gap" if scoring == "per_item" else scoring}
    stem = "<p>Fill in the blanks.</p>" + "".join(f"<p>{picture}</p>" for picture in pictures)
    if re.search(r"<(b|strong|i|em|table|li|sup|sub)\b", shown.html):
        lost.append("Formatting of the text around the gaps is left out: it is plain here.")
    return Fitted("fill_in_the_blanks", content, full, (*dict.fromkeys(lost), *differs), stem)


def _best_named(item: "AsiItem", one: Response) -> list[str]:
    """The answer that pays best by itself of those that the rule names, the first of several; none where it names none."""
    named = item.rules.named(one.name)
    return [max(named, key=lambda answer: item.earned({one.name: [answer]}))] if named else []


def _earned_beside(item: "AsiItem", one: Response, right: dict[str, list[str]]) -> Callable[[str], Fraction]:
    alone = any(item.earned({one.name: [name]}) > 0 for name in right[one.name])
    others = {} if alone else {name: named for name, named in right.items() if name != one.name}
    base = item.earned(others)
    return lambda answer: item.earned({**others, one.name: [answer]}) - base


def _gap(item: "AsiItem", key: str, one: Response, earned: Callable[[str], Fraction]) -> tuple[dict[str, Any], list[str]]:
    listed = len(one.labels) > 1 and all(label.shown in ("dropdown", "wordbank") for label in one.labels)
    if one.labels and (listed or item.metadata.kind != "fill_in_multiple_blanks_question"):
        choices = [Choice(label.name, item.texts.markdown(label.html), item.texts.words(label.html) or label.name) for label in one.labels]
        best = max((earned(choice.name) for choice in choices), default=Fraction(0))
        if best <= 0:
            raise Unfit(NO_RIGHT_ANSWER)
        return choice_gap(key, choices, {choice.name for choice in choices if earned(choice.name) == best}), plain_losses(choices)
    if one.labels:  # accepted texts, by their names
        compared = _compared(one)
        texts = {label.name: item.texts.words(label.html) for label in one.labels}
        worth = _worth_of_texts(texts, frozenset(item.rules.named(one.name)), earned)
        content, _, lost = fit_texts(texts.values(), lambda text: worth.get(text.casefold(), Fraction(0)))
        return {"id": key, "kind": "text", **content}, [*lost, *compared]
    content, _, lost = fit_texts(item.rules.named(one.name), earned)
    return {"id": key, "kind": "text", **content}, list(lost)


def _worth_of_texts(texts: dict[str, str], named: frozenset[str], earned: Callable[[str], Fraction]) -> dict[str, Fraction]:
    """Accepted text, folded → points. Canvas lists the accepted texts of a blank, names one of them in its rule, and takes all. Other writers
    name each by its text."""
    paid = {name: max(earned(name), earned(text)) for name, text in texts.items()}
    best = max(paid.values(), default=Fraction(0))
    worth: dict[str, Fraction] = {}
    for name, text in texts.items():
        points = paid[name] if name in named or text in named else best
        worth[text.casefold()] = max(points, worth.get(text.casefold(), points))
    return worth


def _compared(one: Response) -> list[str]:
    """What New Quizzes of Canvas compare otherwise than by the whole text."""
    ways = {label.algorithm for label in one.labels}
    if "TextRegex" in ways:
        raise Unfit("A blank of it is compared with a pattern (a regular expression), which is not done here.")
    lost = ["An answer that only holds the accepted words is accepted there; here it must be nothing else."] if "TextContainsAnswer" in ways else []
    lost += ["An answer with a slip of the pen is accepted there; here it must be written as it is."] if "TextCloseEnough" in ways else []
    return lost + (["Its list of words to draw from is left out: here the word is written."] if any(one.shown == "wordbank" for one in one.labels) else [])


def _name_of(item: "AsiItem", one: Response, standing: set[str]) -> str:
    """The name by which a blank stands in the text: what its response shows, or, in New Quizzes of Canvas, where that is an answer, its own."""
    shown, own = item.texts.words(one.own), one.name.removeprefix("response_")
    return own if own in standing and shown not in standing else shown or own


def _with_gaps(text: str, keys: dict[str, str]) -> tuple[str, set[str]]:
    used: set[str] = set()

    def placed(found: re.Match[str]) -> str:
        name = found[1].strip()
        if name not in keys or name in used:
            return found[0].replace("[", "(").replace("]", ")")
        used.add(name)
        return f"[[{keys[name]}]]"

    return _NAME.sub(placed, text), used


def _plain(html: str) -> str:
    """HTML as plain paragraphs."""
    pieces = [" ".join(read_html(piece).words.split()) for piece in _BLOCK.split(html)]
    return "\n\n".join(piece for piece in pieces if piece)
