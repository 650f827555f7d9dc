"""``Id. § 208.16``: the section of whatever code was cited last. “Id.” alone names nothing new."""

import re
from collections.abc import Iterable, Iterator

from curriculum.citations.base import Citation
from curriculum.citations.cfr import FederalRegulations
from curriculum.citations.ina import ImmigrationAndNationalityAct
from curriculum.citations.us_code import UnitedStatesCode

_ID = re.compile(r"[Ii](?<!\w[Ii])d\.[*_]{0,3},?\s++(?:at\s+)?(?P<sign>§\s?§?|[Ss]ections?)\s*+(?=\d)")
_CODES = {extractor.code: extractor for extractor in (FederalRegulations(), UnitedStatesCode(), ImmigrationAndNationalityAct())}
_KEY = re.compile(r"(?:(?P<title>\d{1,2}) )?(?P<code>CFR|USC|INA) ")


def same_code_again(text: str, citations: Iterable[Citation]) -> Iterator[Citation]:
    """Further citations by “Id. §”, given those found otherwise in order of place.

    A decision cited in between does not count: decisions have no sections. Of the codes cited above, the latest whose
    sections are numbered like this one is meant: “id. § 1208.13” after 8 U.S.C. § 1158 is the regulation before it.
    """
    found, at = list(citations), 0
    above: dict[str, str] = {}  # code → title, the latest last
    for short in _ID.finditer(text):
        while at < len(found) and found[at].start < short.start():
            if code := _KEY.match(found[at].key):
                above.pop(code["code"], None)
                above[code["code"]] = code["title"] or ""
            at += 1
        yield from _read(text, short, above)


def _read(text: str, short: re.Match[str], above: dict[str, str]) -> list[Citation]:
    plural = short["sign"].endswith(("§§", "§ §", "s"))
    for code, title in reversed(above.items()):
        read = list(_CODES[code].listed(text, title, short.start(), short.end(), plural))
        if read and (code != "CFR" or "." in read[0].key):
            return read
    return []
