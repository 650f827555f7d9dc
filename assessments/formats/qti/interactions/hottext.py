"""``hottextInteraction``: passages to mark in a text."""

from copy import deepcopy
from xml.etree.ElementTree import Element

from assessments.formats.base import Unfit
from assessments.formats.fitting import Fitted, fit_marks, short_ids
from assessments.formats.qti.asked import Asked
from assessments.formats.texts import paragraphs

MARK = "\ue000"


def read_hottext(asked: Asked) -> Fitted:
    """Words between the passages that can be marked become passages too, for a text here is marked as a whole; that is named."""
    names = [one.get("identifier", "") for one in asked.element.iter("hottext")]
    one_only = asked.takes_one
    declared = frozenset([asked.declared.correct] if one_only and asked.declared.correct else asked.declared.correct or ())

    def earned(chosen: frozenset[str]) -> object:
        if one_only and len(chosen) > 1:
            return asked.earned(None)
        return asked.earned(asked.declared.of(sorted(chosen)))

    right, scoring, full, lost = fit_marks(names, earned, declared)  # type: ignore[arg-type]
    ids = short_ids(names, "s")
    sentences, between = _sentences(asked.element, ids, {ids[name] for name in right})
    if between:
        lost += ("Only some words of the text can be marked there; here every passage can be.",)
    if one_only:
        lost += ("One passage can be marked there; here several can be.",)
    return Fitted("select_passage", {"sentences": sentences, "scoring": scoring}, full, (*lost, *asked.lost_settings()), asked.prompt)


def _sentences(element: Element, ids: dict[str, str], right: set[str]) -> tuple[list[dict[str, object]], bool]:
    body = deepcopy(element)
    for prompt in body.findall("prompt"):
        body.remove(prompt)
    for one in body.iter("hottext"):
        words = " ".join("".join(one.itertext()).split())
        for child in list(one):
            one.remove(child)
        one.text = f"{MARK}{ids[one.get('identifier', '')]}{MARK}{words}{MARK}"
    found: list[dict[str, object]] = []
    for paragraph in paragraphs(body):
        first = len(found)
        pieces = paragraph.split(MARK)  # words, id, passage, words, id, passage, …
        for place in range(0, len(pieces), 3):
            _add_words(found, pieces[place].strip())
            if place + 2 < len(pieces):
                key = pieces[place + 1]
                found.append({"id": key, "text": pieces[place + 2] or key, "correct": key in right, "begins_paragraph": False})
        if 0 < first < len(found):
            found[first]["begins_paragraph"] = True
    if len(found) < 2:
        raise Unfit("It has one passage only, so there is nothing to choose.")
    return found, len(found) > len(ids)


def _add_words(found: list[dict[str, object]], words: str) -> None:
    """Words between passages: a passage of their own, but for mere punctuation."""
    if any(char.isalnum() for char in words):
        found.append({"id": f"w{len(found) + 1}", "text": words, "correct": False, "begins_paragraph": False})
    elif words and found:
        found[-1]["text"] = f"{found[-1]['text']}{words}"
