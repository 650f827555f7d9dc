"""Citations as people type them in a hurry: small letters, blanks inside. Prose is read strictly; the answer to a question is all citation."""

import re

from curriculum.citations.provisions import references_in
from curriculum.citations.sections import DESIGNATOR

_SOURCE = re.compile(r"\b(?:ina|u\.?\s?s\.?\s?c|c\.?\s?f\.?\s?r|fam|uscis|u\.?s)\b", re.IGNORECASE)
_BOARD = re.compile(r"\bi\s?(?:&|and)\s?n\s?dec\b", re.IGNORECASE)
_MATTER = re.compile(r"\bmatter of (\w)", re.IGNORECASE)
_FORM = re.compile(r"\bform ([a-z]{1,4}-\d)", re.IGNORECASE)
_BLANK_INSIDE = re.compile(rf"(?<=[\d)])\s+(?={DESIGNATOR})")


def cited_in_answer(text: str) -> list[str]:
    """The canonical names of what a typed answer cites, each once, in order: ``8 cfr 208.13 (b) (1)`` is ``8 CFR 208.13(b)(1)``."""
    return list(references_in(_in_print(text)))


def _in_print(text: str) -> str:
    """``text`` with the names of sources in their letters and designators side by side; designators keep their case, which tells them apart."""
    text = _SOURCE.sub(lambda found: found.group().upper(), text)
    text = _BOARD.sub("I&N Dec", text)
    text = _MATTER.sub(lambda found: f"Matter of {found[1].upper()}", text)
    text = _FORM.sub(lambda found: f"Form {found[1].upper()}", text)
    return _BLANK_INSIDE.sub("", text)
