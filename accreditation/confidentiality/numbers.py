"""Numbers that an agency gives to a person or a case: A-number, receipt number, Social Security number."""

import re
from collections.abc import Iterator

from accreditation.confidentiality.base import Detector, Finding

_GAP = r"[-\s.]?"
_A_NUMBER = re.compile(rf"(?<![A-Za-z0-9])[Aa]\s?(?:[-#:]|[Nn]o\.?)?\s?\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{1,3}}(?!\d)(?!{_GAP}\d)")
_A_IN_WORDS = re.compile(
    r"\b(?:A[-\s]?(?:number|num\b|no\b\.?|file)|A\s?#|alien\s*(?:registration\s*)?(?:number|no\b\.?|#)|USCIS\s*(?:number|no\b\.?|#)|nine[-\s]digit\s+number|"
    r"n[úu]mero\s+(?:A\b|de\s+(?:registro\s+(?:de\s+)?)?extranjer[oa]))(?:\s+(?:is|was|of|es|ends?\s+(?:in|with)|ending\s+in|termina\s+en))*\s*[:#=–-]?\s*"
    r"(?P<number>A?[-#\s]?(?:\d(?:[\d\s.-]{0,22}\d)|(?:(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)[\s,-]+){2,}[\w\s,-]*?\d*(?=[.;\n]|$)))",
    re.IGNORECASE,
)
_RECEIPT = re.compile(
    r"(?<![A-Za-z0-9])(?P<series>[A-Za-z]{3})[-\s]?\d{2}[-\s]?\d{3}[-\s]?\d{5}(?!\d)|(?<![A-Za-z0-9])[A-Za-z]{3}[-\s]?\d{2}(?:[-\s]?\d{4}){2}(?!\d)"
)
_RECEIPT_IN_WORDS = re.compile(
    r"\b(?:receipt|case)\s+(?:number|no\b\.?|#)(?:\s+(?:is|was))?\s*[:#=-]?\s*(?P<number>[A-Z]{0,3}[-\s]?\d[\d\s-]{7,13}\d)", re.IGNORECASE
)
_SSN = re.compile(r"(?<![\d-])(?!000|666|9\d\d)\d{3}(?P<gap>[-\s.])\d{2}(?P=gap)\d{4}(?![\d-])")
_SSN_IN_WORDS = re.compile(
    r"\b(?:SSN|ITIN|social\s+security(?:\s+(?:number|no\b\.?|#|card))?|seguro\s+social|social)\b(?:\s+(?:is|was|of|ends?\s+in|ending(?:\s+in)?|last\s+(?:four|4)(?:\s+(?:digits\s+)?(?:is|are)?)?|es|number|are|termina\s+en))*\s*[:#=-]?\s*"
    r"(?P<number>\d[\d\s-]{2,11}\d)",
    re.IGNORECASE,
)

_SSN_LAST = re.compile(r"\blast\s+(?:four|4)\b[^.\n\d]{0,40}?(?:SSN|social)\D{0,12}(?P<number>\d{4})\b", re.IGNORECASE)


class ANumbers(Detector):
    kind = "a_number"
    sentence = "Leave out the A-number: the matter code is enough."

    def find(self, text: str) -> Iterator[Finding]:
        for number in _A_NUMBER.finditer(text):
            if sum(one.isdigit() for one in number.group()) >= 7:
                yield self.found(number.start(), number.end())
        for number in _A_IN_WORDS.finditer(text):
            yield self.found(number.start("number"), number.end("number"))


class ReceiptNumbers(Detector):
    kind = "receipt_number"
    sentence = "Leave out the receipt number: the matter code is enough."

    def find(self, text: str) -> Iterator[Finding]:
        for number in _RECEIPT.finditer(text):
            yield self.found(number.start(), number.end())
        for number in _RECEIPT_IN_WORDS.finditer(text):
            yield self.found(number.start("number"), number.end("number"))


class SocialSecurityNumbers(Detector):
    kind = "ssn"
    sentence = "Never write down a Social Security number here."

    def find(self, text: str) -> Iterator[Finding]:
        for number in _SSN.finditer(text):
            yield self.found(number.start(), number.end())
        for number in _SSN_LAST.finditer(text):
            yield self.found(number.start("number"), number.end("number"))
        for number in _SSN_IN_WORDS.finditer(text):
            yield self.found(number.start("number"), number.end("number"))
