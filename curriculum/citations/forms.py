"""Names of government forms: ``Form I-589``, ``Forms G-28 and EOIR-28``. Not citations of law, but lessons teach them and their editions change."""

import re
from collections.abc import Iterator

from curriculum.citations.base import Citation, Extractor

_NAME = r"(?:I|N|G|EOIR|DS|AR)-\d{1,4}[A-Z]{0,2}"
_LIST = re.compile(rf"\bForms?\s+(?={_NAME}\b)")
_ONE = re.compile(rf"(?P<name>{_NAME})\b(?P<join>(?:,\s*(?:and\s+|or\s+)?|\s+and\s+|\s+or\s+)(?={_NAME}\b))?")


class Forms(Extractor):
    name = "forms"
    kind = "form"

    def find(self, text: str) -> Iterator[Citation]:
        for head in _LIST.finditer(text):
            start, at = head.start(), head.end()
            while one := _ONE.match(text, at):
                yield self.cited(text, start, one.end("name"), f"Form {one['name']}")
                start = at = one.end()
                if one["join"] is None:
                    break
