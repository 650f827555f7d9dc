"""Numbers as people write them, read exactly and never as floats."""

import re
from fractions import Fraction

from lms.questions.text import plain_figures

_NUMBER = re.compile(r"(?P<sign>[-+−]?)\s?\$?(?P<whole>\d{1,3}(?:[,\u00a0\u202f ]\d{3})+|\d{1,20})?(?:\.(?P<part>\d{1,20}))?", re.ASCII)
_FRACTION = re.compile(r"(?P<sign>[-+−]?)(?P<above>\d{1,12})\s?/\s?(?P<below>\d{1,12})", re.ASCII)


def read_number(text: str) -> Fraction | None:
    """The exact number that ``text`` says, in the figures of any script; ``None`` when it is none."""
    text = plain_figures(text.strip())
    if (found := _FRACTION.fullmatch(text)) and int(found["below"]):
        return _signed(found["sign"], Fraction(int(found["above"]), int(found["below"])))
    found = _NUMBER.fullmatch(text)
    if not found or not (found["whole"] or found["part"]):
        return None
    whole = re.sub(r"\D", "", found["whole"] or "0")
    part = found["part"] or ""
    return _signed(found["sign"], Fraction(int(whole + part), 10 ** len(part)))


def _signed(sign: str, number: Fraction) -> Fraction:
    return -number if sign in ("-", "−") and sign else number
