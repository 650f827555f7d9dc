"""The Federal Register: ``84 FR 69640``, ``84 Fed. Reg. 69,640``."""

import re
from collections.abc import Iterator

from curriculum.citations.base import Citation, Extractor

_CITED = re.compile(r"\b(?P<volume>[1-9]\d?|1[0-4]\d)\s+(?:Fed\.?\s*Reg\.?|F\.\s?R\.|FR),?\s+(?P<pin>at\s+)?(?P<page>\d{1,3},\d{3}|\d{2,6})\b(?!,\d{3})")


class FederalRegister(Extractor):
    name = "federal_register"
    kind = "federal_register"

    def find(self, text: str) -> Iterator[Citation]:
        above: dict[str, str] = {}
        for found in _CITED.finditer(text):
            page = found["page"].replace(",", "")
            if found["pin"]:
                key = above.get(found["volume"], "")
            else:
                key = above[found["volume"]] = f"{found['volume']} FR {page}"
            if key:
                yield self.cited(text, found.start(), found.end(), key, url=f"https://www.federalregister.gov/citation/{key.replace(' ', '-')}")
