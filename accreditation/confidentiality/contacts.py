"""How a person is reached: phone, e-mail, street address."""

import re
from collections.abc import Iterator

from accreditation.confidentiality.base import Detector, Finding

_US_PHONE = re.compile(r"(?<![\w-])(?:\+?1[-.\s]?)?(?:\([2-9]\d{2}\)\s?|[2-9]\d{2}[-.\s/])\d{3}[-.\s/]\d{4}(?:\s*(?:x|ext\.?)\s*\d{1,5})?(?![\d-])")
_TEN_DIGITS = re.compile(r"(?<![\w-])(?:\+?1)?[2-9]\d{2}[2-9]\d{6}(?![\w-])")
_ABROAD = re.compile(r"(?<![\w+])(?:\+|00)(?!1\b)[2-9]\d{0,2}(?:[-.\s]?\(?\d{1,4}\)?){2,5}(?!\d)")
_IN_WORDS = re.compile(
    r"\b(?:phone|cell(?:phone)?|mobile|tel(?:ephone|[ée]fono)?|whats\s?app|signal|text(?:ed)?|call(?:ed)?|reach(?:ed)?|number)\b[^.\n\d]{0,30}?(?P<number>\d{3}[-.\s]\d{4})(?![\d-])",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+%-]+@[\w-]+(?:\.[\w-]+)+", re.UNICODE)
_EMAIL_IN_WORDS = re.compile(
    r"\b[\w.+-]+\s*(?:\(at\)|\[at\]|\sat\s)\s*(?:gmail|yahoo|hotmail|outlook|icloud|aol|proton(?:mail)?|live|[\w-]+)\s*(?:\(dot\)|\[dot\]|\sdot\s)\s*(?:com|org|net|edu|es|mx|br)\b",
    re.IGNORECASE,
)

_WORDS_OF_STREETS = (
    r"(?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|way|place|pl|terrace|ter|circle|cir|"
    r"highway|hwy|parkway|pkwy|square|sq|alley|turnpike)"
)
_STREET = re.compile(
    rf"(?<![\w.$-])\d{{1,5}}[A-Za-z]?(?:\s?-\s?\d{{1,5}})?\s+(?P<name>(?:(?:[NSEWnsew]\.?|[A-Za-zÀ-ÿ][\w'’.-]*|\d{{1,3}}(?:st|nd|rd|th))\s+){{1,4}}?){_WORDS_OF_STREETS}\b\.?"
    r"(?:,?\s*(?:apt|apartment|unit|suite|ste|floor|fl|#)\.?\s*#?\w{1,5})?(?:,?\s+[A-Z][\w\s.]{2,25},?\s+[A-Z]{2}\s+\d{5}(?:-\d{4})?)?",
    re.IGNORECASE,
)
_CALLE = re.compile(
    r"\b(?:\d{1,5}\s+(?:calle|avenida|rua|rue|carrera)\s+[A-ZÀ-Ý]\w+(?:\s+[A-ZÀ-Ý]\w+)?|(?:calle|avenida|rua|rue)\s+[A-ZÀ-Ý]?\w+[\w\s]{0,20}?,?\s*(?:no\.?|n[úu]m\.?|#)?\s?\d{1,5})\b",
    re.IGNORECASE,
)
_NOT_A_STREET = re.compile(
    r"\b(?:hours?|hrs?|minutes?|mins?|days?|weeks?|months?|years?|people|persons?|clients?|students?|families|cases?|the|a|an|in|on|at|of|to|and|or|from|with|for|we|i|she|he|they|it|was|were|"
    r"immigration|supreme|circuit|district|federal|family|probate|state|juvenile|appeals|superior|municipal|hearings?|cfr|usc|fam|f|u|percent|times|pages?|questions?|drafts?|forms?|different|another|best|only|long|new|per|by|my|our|their|his|her|this|that|each|every|some|any)\b",
    re.IGNORECASE,
)
_BOX = re.compile(r"\bP\.?\s?O\.?\s+Box\s+\d+\b", re.IGNORECASE)
_APARTMENT = re.compile(r"\b(?:apt|apartment)\.?\s*#?\s*\d{1,4}[A-Za-z]?\b", re.IGNORECASE)
_STATES = r"A[LKZR]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]"
_CITY = re.compile(rf"\b[A-Z][a-zA-Z.]+(?:\s[A-Z][a-zA-Z.]+){{0,2}},?\s+(?:{_STATES})\s+\d{{5}}(?:-\d{{4}})?\b")


class Phones(Detector):
    kind = "phone"
    sentence = "Leave out phone numbers."

    def find(self, text: str) -> Iterator[Finding]:
        for pattern in (_US_PHONE, _TEN_DIGITS, _ABROAD):
            for number in pattern.finditer(text):
                yield self.found(number.start(), number.end())
        for number in _IN_WORDS.finditer(text):
            yield self.found(number.start("number"), number.end("number"))


class Emails(Detector):
    kind = "email"
    sentence = "Leave out e-mail addresses."

    def find(self, text: str) -> Iterator[Finding]:
        for pattern in (_EMAIL, _EMAIL_IN_WORDS):
            for address in pattern.finditer(text):
                yield self.found(address.start(), address.end())


class Addresses(Detector):
    kind = "address"
    sentence = "Leave out addresses: say “the client’s home” or the city alone."

    def find(self, text: str) -> Iterator[Finding]:
        for street in _STREET.finditer(text):
            if not _NOT_A_STREET.search(street["name"]):
                yield self.found(street.start(), street.end())
        for pattern in (_BOX, _APARTMENT, _CITY, _CALLE):
            for place in pattern.finditer(text):
                yield self.found(place.start(), place.end())
