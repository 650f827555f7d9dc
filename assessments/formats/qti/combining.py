"""One question of ours from the text of an item and its interactions.

One interaction is a question of its type. Several that stand in lines of text are a text with gaps; other several are a fact pattern: the text before
the first is the case, each interaction a part with the text before it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from assessments.formats.base import Unfit
from assessments.formats.fitting import Fitted, short_ids, whole_points
from assessments.formats.qti.body import MARK, Body, mark_of

BLANK = "\\_\\_\\_\\_\\_"
UNEVEN = "Its parts earn different points there; here every gap earns the same."
TOGETHER = "Points are given there only when every part is right; here each part earns its own."
_MARKS = re.compile(rf"{MARK}(\d+)x")


def combined(body: Body, fitted: Sequence[Fitted], together: bool, title: str) -> Fitted:
    """``prompt`` of what comes back is the whole stem. ``together``: one wrong answer loses every point."""
    if len(fitted) == 1:
        return _alone(body, fitted[0], title)
    if any(one.type == "file_upload" for one in fitted):
        raise Unfit("A file is handed in beside other answers, and here a question for files stands alone.")
    if body.all_inline:
        return _gaps(body, fitted, together)
    return _parts(body, fitted, together, title)


def _alone(body: Body, one: Fitted, title: str) -> Fitted:
    if one.type == "fill_in_the_blanks" and body.all_inline:
        return _gaps(body, [one], together=False)
    stem = _without_mark(body.markdown, mark_of(0))
    stem = "\n\n".join(text for text in (stem, one.prompt) if text)
    if one.type in ("essay", "file_upload") and body.guidance:
        rows = [row | {"guidance": body.guidance} for row in one.content["rubric"]]
        one = replace(one, content=one.content | {"rubric": rows})
    return replace(one, prompt=stem or title or _usual(one.type))


def _without_mark(text: str, mark: str) -> str:
    """A mark that ends a paragraph is where the answer goes; one amid words is a blank."""
    kept = []
    for paragraph in text.split("\n\n"):
        if paragraph.strip() == mark:
            continue
        before, found, after = paragraph.partition(mark)
        after = after if any(char.isalnum() for char in after) else "" if not after.strip(" .?:!") else after
        kept.append(f"{before}{BLANK}{after}" if found and after.strip() else before.rstrip() if found else paragraph)
    return "\n\n".join(part for part in kept if part.strip())


def _gaps(body: Body, fitted: Sequence[Fitted], together: bool) -> Fitted:
    """The text from the first paragraph with a gap on, plain; what stands before it is the stem."""
    written = body.markdown.split("\n\n")
    first = next((at for at, text in enumerate(written) if MARK in text), 0)
    plain = list(body.blocks)
    start = next((at for at, text in enumerate(plain) if MARK in text), 0)
    keys = list(short_ids([one.get("responseIdentifier") or f"r{at}" for at, one in enumerate(body.interactions)], "g").values())
    if len(keys) < len(fitted):
        raise Unfit("Two of its gaps give one answer.")
    names = {mark_of(number): f"[[{keys[number]}]]" for number in range(len(fitted))}
    text = _MARKS.sub(lambda found: names.get(found[0], ""), "\n\n".join(plain[start:]))
    rest = "\n\n".join(written[first:])
    lost = [sentence for one in fitted for sentence in one.lost]
    if re.search(r"\*\*|<sup>|<sub>|^\||^- |\]\(http", rest, re.MULTILINE):
        lost.append("Formatting of the text around the gaps is left out: it is plain here.")
    pictures = re.findall(r"!\[[^\]]*\]\(images/[^)\s]+\)", rest)
    gaps = [_gap(key, one) for key, one in zip(keys, fitted, strict=True)]
    points = sum((one.points for one in fitted), Fraction(0)) if not together else max(one.points for one in fitted)
    if not together and len({one.points for one in fitted}) > 1:
        lost.append(UNEVEN)
    stem = "\n\n".join([*written[:first], *pictures]) or _usual("fill_in_the_blanks")
    content = {"text": text, "gaps": gaps, "scoring": "all_or_nothing" if together else "per_gap"}
    return Fitted("fill_in_the_blanks", content, points, tuple(lost), stem)


def _gap(key: str, one: Fitted) -> dict[str, Any]:
    if one.type == "short_answer":
        return {"id": key, "kind": "text", **one.content}
    if one.type == "numerical":
        return {"id": key, "kind": "number", **one.content}
    if one.type == "fill_in_the_blanks":
        return {**one.content["gaps"][0], "id": key}
    raise Unfit("An essay stands within a line of text, and a gap here takes a word or a number.")


def _parts(body: Body, fitted: Sequence[Fitted], together: bool, title: str) -> Fitted:
    pieces = _MARKS.split(body.markdown)  # text, number, text, number, text …
    before = {int(pieces[at]): pieces[at - 1].strip() for at in range(1, len(pieces), 2)}
    order = [int(pieces[at]) for at in range(1, len(pieces), 2)]
    case = before[order[0]] or title or "Read each part and answer it."
    shares = [one.points for one in fitted] if not together else [Fraction(1)] * len(fitted)
    lost = [f"Part {place}: {sentence}" for place, number in enumerate(order, start=1) for sentence in fitted[number].lost]
    keys = [key.replace("-", "_") for key in short_ids([one.get("responseIdentifier") or f"r{at}" for at, one in enumerate(body.interactions)], "p").values()]
    if len(set(keys)) < len(fitted) or "issues" in keys:
        keys = [f"p{at}" for at in range(1, len(fitted) + 1)]
    parts = []
    for place, number in enumerate(order, start=1):
        one = fitted[number]
        points, rounded = whole_points(shares[number])
        lost += [f"Part {place}: {sentence}" for sentence in rounded]
        own = before[number] if place > 1 else ""
        stem = "\n\n".join(text for text in (own, one.prompt) if text) or f"Part {place}"
        parts.append({"id": keys[number], "type": one.type, "stem": stem, "points": min(points, 100), "content": one.content})
    if together:
        lost.append(TOGETHER)
    after = pieces[-1].strip()
    total = Fraction(sum(int(str(part["points"])) for part in parts))
    return Fitted(
        "fact_pattern", {"case": "\n\n".join(text for text in (case, after) if text), "parts": parts}, total, tuple(lost), title or "Answer each part."
    )


def _usual(kind: str) -> str:
    return {"fill_in_the_blanks": "Fill in the blanks.", "ordering": "Put these in order.", "matching": "Match each item."}.get(kind, "Answer the question.")
