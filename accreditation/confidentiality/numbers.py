"""Numbers that an agency gives to a person or a case: A-number, receipt number, Social Security number, passport."""

import re
from collections.abc import Iterator

from accreditation.confidentiality.base import Detector, Finding

_GAP = r"[-\s._/]?"
_A_NUMBER = re.compile(rf"(?<![A-Za-z0-9])[Aa](?:[-#:._\s]|[Nn]o\.?){{0,3}}(?P<digits>\d(?:{_GAP}\d){{6,8}})(?![\d])(?!{_GAP}\d)")
_NINE = re.compile(r"(?<![\w$.,/-])\d{9}(?![\d%]|[-.,]\d)")
_NINE_IN_THREES = re.compile(r"(?<![\w$.,/-])\d{3}(?P<gap>[-\s.])\d{3}(?P=gap)\d{3}(?![\d])(?!(?P=gap)\d)")
_A_IN_WORDS = re.compile(
    r"\b(?:A[-\s]?(?:number|num\b|no\b\.?|file)|A\s?#|alien\s*(?:registration\s*)?(?:number|no\b\.?|#)|USCIS\s*(?:number|no\b\.?|#)|nine[-\s]digit\s+number|"
    r"n[úu]mero\s+(?:A\b|de\s+(?:registro\s+(?:de\s+)?)?extranjer[oa]))(?:\s+(?:is|was|of|es|ends?\s+(?:in|with)|ending\s+in|termina\s+en))*\s*[:#=–-]?\s*"
    r"(?P<number>A?[-#\s]?(?:\d(?:[\d\s.-]{0,22}\d)|(?:(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)[\s,-]+){2,}[\w\s,-]*?\d*(?=[.;\n]|$)))",
    re.IGNORECASE,
)
_RECEIPT = re.compile(
    r"(?<![A-Za-z0-9])(?P<series>[A-Za-z]{3})[-\s]?\d{2}[-\s]?\d{3}[-\s]?\d{5}(?!\d)|(?<![A-Za-z0-9])[A-Za-z]{3}[-\s]?\d{2}(?:[-\s]?\d{4}){2}(?!\d)|(?<![A-Za-z0-9])(?:EAC|WAC|LIN|SRC|MSC|NBC|IOE|YSC|ZHN)[-\s#:*]{0,2}(?=(?:[-\s*]?[\dxX]){8,10}(?![\d]))(?:[-\s*]?[\dxX*]){8,13}(?!\d)",
    re.IGNORECASE,
)
_RECEIPT_IN_WORDS = re.compile(
    r"\b(?:receipt|case)\s+(?:number|no\b\.?|#)(?:\s+(?:is|was))?\s*[:#=-]?\s*(?P<number>[A-Z]{0,3}[-\s]?\d[\d\s-]{7,13}\d)", re.IGNORECASE
)
_SSN = re.compile(r"(?<![\d-])(?!000|666)\d{3}(?P<gap>[-\s.])\d{2}(?P=gap)\d{4}(?![\d-])")
_SSN_IN_WORDS = re.compile(
    r"\b(?:SSN|ITIN|social\s+security(?:\s+(?:number|no\b\.?|#|card))?|seguro\s+social|social)\b(?:\s+(?:is|was|of|ends?\s+in|ending(?:\s+in)?|last\s+(?:four|4)(?:\s+(?:digits\s+)?(?:is|are)?)?|es|number|are|termina\s+en))*\s*[:#=(-]?\s*"
    r"(?P<number>\d[\d\s-]{2,11}\d)",
    re.IGNORECASE,
)

_PASSPORT = re.compile(
    r"\b(?:passports?|pasaportes?|passeport|passaporte|c[ée]dula|DUI|DPI|CURP|RG|CPF|national\s+id(?:entity)?(?:\s+card)?|identity\s+card|travel\s+document|visa\s+foil|driver['’]?s?\s+licen[sc]e|licen[sc]e\s+plate|I-94|admission\s+number|SEVIS|tazkira|id\s+card)"
    r"(?:,?\s+(?:the\s+|el\s+)?(?:number|no\b\.?|num\b\.?|#|n[úu]mero|n[°º]))?(?:\s+(?:is|was|of|es|ending|in|con|number|reads|says|says:))*\s*[:#=(–-]?\s*(?:[#N]o?\.?\s*)?"
    r"(?P<number>[A-Z]{0,4}[-\s]?\d[\dA-Z]*(?:[-\s.]\d[\dA-Z]*){0,4})(?![\w/])",
    re.IGNORECASE,
)
_SPEAKS_OF_PAPERS = re.compile(r"\b(?:passports?|pasaportes?|passeport|passaporte|travel\s+document|c[ée]dula|tazkira|id\s+card)\b", re.IGNORECASE)
_ANY_PAPER = re.compile(
    r"(?<![\w-])(?=[A-Z0-9]*[A-Z])(?=(?:[A-Z]*\d){4})[A-Z0-9]{7,12}(?![\w-])|(?<![\w-])[A-Z]{1,2}[\s-]?\d{2,9}(?:[\s-]\d{2,4}){0,3}(?![\w-])"
)
_FORM = re.compile(r"(?:I|G|N|AR|DS|EOIR|ETA|FD)-?\d{1,4}[A-Z]?$")
_SSN_LAST = re.compile(r"\blast\s+(?:four|4)\b[^.\n\d]{0,40}?(?:SSN|social)\D{0,12}(?P<number>\d{4})\b", re.IGNORECASE)


class ANumbers(Detector):
    kind = "a_number"
    sentence = "Leave out the A-number: the matter code is enough."

    def find(self, text: str) -> Iterator[Finding]:
        for number in _A_NUMBER.finditer(text):
            yield self.found(number.start(), number.end())
        for pattern in (_NINE, _NINE_IN_THREES):
            for number in pattern.finditer(text):
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


class IdentityDocuments(Detector):
    kind = "identity_document"
    sentence = "Leave out the numbers of passports and other papers."

    def find(self, text: str) -> Iterator[Finding]:
        for number in _PASSPORT.finditer(text):
            if sum(one.isdigit() for one in number["number"]) >= 5:
                yield self.found(number.start("number"), number.end("number"))

        if _SPEAKS_OF_PAPERS.search(text):
            for number in _ANY_PAPER.finditer(text):
                digits = sum(one.isdigit() for one in number.group())
                if (digits >= 6 or (digits >= 4 and len(number.group()) >= 8)) and not _FORM.match(number.group()):
                    yield self.found(number.start(), number.end())


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
