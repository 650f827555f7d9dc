"""``matchInteraction``, ``associateInteraction`` and ``gapMatchInteraction``: what goes with what."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any

from assessments.formats.base import Unfit
from assessments.formats.fitting import NO_RIGHT_ANSWER, Choice, Fitted, choice_gap, plain_losses, short_ids
from assessments.formats.fitting_arranged import fit_items, fit_matching
from assessments.formats.qti.asked import Asked
from assessments.formats.texts import paragraphs

SEVERAL = "Some of its items go with several others, and in a matching question here each goes with one."
MOST_GROUPS = 8


def right_pairs(asked: Asked) -> list[tuple[str, str]]:
    """The pairs that are right: declared, else those that earn something by themselves in the mapping."""
    declared = asked.declared.correct
    pairs = declared if isinstance(declared, list) else [declared] if declared else []
    if not pairs and asked.declared.mapping is not None:
        pairs = [key for key, worth, _ in asked.declared.mapping.entries if worth > 0]
    if not pairs:
        raise Unfit(NO_RIGHT_ANSWER)
    return [pair for pair in pairs if isinstance(pair, tuple)]


def read_match(asked: Asked) -> Fitted:
    sets = asked.element.findall("simpleMatchSet")
    if len(sets) != 2:
        raise Unfit("A matching question has two columns, and this one has another number.")
    left, right = (asked.choices("simpleAssociableChoice", one) for one in sets)
    pairs = right_pairs(asked)
    if len({one for one, _ in pairs}) == len(pairs):
        found = _matched(asked, left, right, dict(pairs), turned=False)
    elif len({other for _, other in pairs}) == len(pairs):
        found = _matched(asked, right, left, {other: one for one, other in pairs}, turned=True)
    else:
        raise Unfit(SEVERAL)
    return replace(found, prompt=asked.prompt, lost=(*found.lost, *asked.lost_settings()))


def _matched(asked: Asked, items: Sequence[Choice], targets: Sequence[Choice], right: Mapping[str, str], *, turned: bool) -> Fitted:
    def earned(given: Mapping[str, str]) -> Any:
        return asked.earned([(other, one) if turned else (one, other) for one, other in given.items()] or None)

    found = fit_matching(items, targets, right, earned)
    rows, columns = found.content["items"], found.content["choices"]
    if asked.element.get("label") == "matching":  # our own export says which it was
        return found
    if turned or asked.element.get("label") == "categorization" or (len(columns) < len(rows) and len(columns) <= MOST_GROUPS):
        groups = [{key: value for key, value in row.items() if key != "choice"} | {"group": row["choice"]} for row in rows]
        if 2 <= len(columns) <= MOST_GROUPS:
            return replace(found, type="categorization", content={"groups": columns, "items": groups, "scoring": found.content["scoring"]})
    return found


def read_associate(asked: Asked) -> Fitted:
    choices = asked.choices("simpleAssociableChoice")
    place = {choice.name: at for at, choice in enumerate(choices)}
    pairs = [(one, other) if place.get(one, -1) <= place.get(other, -1) else (other, one) for one, other in right_pairs(asked)]
    names = [name for pair in pairs for name in pair]
    if len(set(names)) != len(names) or not set(names) <= set(place):
        raise Unfit(SEVERAL)
    first = {one for one, _ in pairs}
    items, targets = [choice for choice in choices if choice.name in first], [choice for choice in choices if choice.name not in first]
    found = fit_matching(items, targets, dict(pairs), lambda given: asked.earned([tuple(sorted(pair)) for pair in given.items()] or None))
    said = "Any two can be paired there; here the first of each right pair is given, and its partner is chosen."
    return replace(found, prompt=asked.prompt, lost=(*found.lost, said, *asked.lost_settings()))


def read_gap_match(asked: Asked) -> Fitted:
    if asked.element.find("gapImg") is not None:
        raise Unfit("Pictures are put into its gaps, and gaps here take words.")
    choices = asked.choices("gapText")
    names = {choice.name for choice in choices}
    right = {gap: choice for choice, gap in right_pairs(asked) if choice in names}
    ids = short_ids([one.get("identifier", "") for one in asked.element.iter("gap")], "g")
    text, lost = _text_with_gaps(asked, ids)
    if missing := [gap for gap in ids if gap not in right]:
        raise Unfit(f"The gap “{missing[0]}” stays open there, and every gap here takes an answer.")
    scoring, full, differs = fit_items(right, lambda given: asked.earned([(choice, gap) for gap, choice in given.items()] or None))
    gaps = [choice_gap(ids[gap], choices, {right[gap]}) for gap in ids]
    content = {"text": text, "gaps": gaps, "scoring": "per_gap" if scoring == "per_item" else scoring}
    return Fitted("fill_in_the_blanks", content, full, (*differs, *lost, *plain_losses(choices), *asked.lost_settings()), asked.prompt)


def _text_with_gaps(asked: Asked, ids: Mapping[str, str]) -> tuple[str, list[str]]:
    body = deepcopy(asked.element)
    for one in [*body.findall("prompt"), *body.findall("gapText")]:
        body.remove(one)
    lost = [f"Pictures in the text with gaps are left out: {one.get('src') or one.get('data')}." for one in body.iter() if one.tag in ("img", "object")]
    for gap in body.iter("gap"):
        gap.text = f"[[{ids[gap.get('identifier', '')]}]]"
    return "\n\n".join(paragraphs(body)), lost
