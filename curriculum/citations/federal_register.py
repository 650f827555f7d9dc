"""The Federal Register: ``84 FR 69640``, ``84 Fed. Reg. 69,640``; ``84 FR at 69646`` means the one cited above."""

import re
from collections.abc import Iterator

from curriculum.citations.base import Citation, Extractor, number_before
from curriculum.citations.pages import Reported, keys_of

_NAME = re.compile(
    r"F(?<!\wF)(?:ed\.?\s*+Reg\b\.?|\.\s?R\.|R\b),?\s++(?P<pin>at\s+)?(?P<page>\d{1,3},\d{3}|\d{1,6})\b(?!\.\d)(?!,\w)(?!\s*(?:[CF]\.?\s?F?\.?R|U\.?S))"
)


class FederalRegister(Extractor):
    name = "federal_register"
    kind = "federal_register"

    def find(self, text: str) -> Iterator[Citation]:
        for place, key in keys_of(self._places(text)):
            yield self.cited(text, place.start, place.end, key, url=f"https://www.federalregister.gov/citation/{key.replace(' ', '-')}")

    def _places(self, text: str) -> Iterator[Reported]:
        for found in _NAME.finditer(text):
            volume = number_before(text, found.start())
            page = int(found["page"].replace(",", ""))
            if volume and 1 <= int(volume["number"]) <= 149 and not int(volume["number"]) < 10 > page:  # “May 8 FR 3” is no page of 1943
                yield Reported(volume.start(), found.end(), volume["number"], "FR", page, bool(found["pin"]))
