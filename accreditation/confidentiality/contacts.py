"""How a person is reached: phone, e-mail, street address."""

import re
from collections.abc import Iterator

from accreditation.confidentiality.base import Detector, Finding

_US_PHONE = re.compile(
    r"(?<![\w-])(?:\+?1[-.\s]?)?(?:\([2-9]\d{2}\)[-.\s]?\d{3}[-.\s/]?\d{4}|[2-9]\d{2}[-.\s/]\d{3}[-.\s/](?:\d{4}|\d{2}[-.\s]\d{2}))(?:\s*(?:x|ext\.?)\s*\d{1,5})?(?![\d-])"
)
_TEN_DIGITS = re.compile(r"(?<![\w-])(?:\+?1)?[2-9]\d{2}[2-9]\d{6}(?![\w-])")
_ABROAD = re.compile(r"(?<![\w+])(?:\+|00)(?!1\b)[2-9]\d{0,2}(?:[-.\s]?\(?\d{1,4}\)?){2,5}(?!\d)")
_IN_WORDS = re.compile(
    r"\b(?:phone|cell(?:phone)?|mobile|tel(?:ephone|[ée]fono)?|whats\s?app|signal|text(?:ed)?|call(?:ed)?|reach(?:ed)?|number)\b[^.\n\d]{0,30}?(?P<number>\d{3}[-.\s]\d{4})(?![\d-])|"
    r"(?<![\d$.,/#)-])(?<!\)\s)(?P<local>555[-.\s]?\d{4})(?![\d-])",
    re.IGNORECASE,
)
_OUT_OF_THE_US = re.compile(r"(?<![\w(])\(?011\)?[-.\s]?\d{1,3}(?:[-.\s]?\d{2,4}){2,4}(?!\d)")
_DIGIT = r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)"
_SPELLED = re.compile(rf"\b{_DIGIT}(?:[\s,-]+{_DIGIT}){{2,}}(?:[\s,-]+\d{{2,4}})*(?![\w-])", re.IGNORECASE)
_SHORTEST = 7  # digits of a number; “one, two, three” counts something
_TOLL_FREE = re.compile(r"\D*1?\D*8(?:00|33|44|55|66|77|88)\D")  # a hotline’s, and no person’s
_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}+@[\w-]+(?:\.[\w-]+)+", re.UNICODE)
_EMAIL_IN_WORDS = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}+(?:\s?(?:\(at\)|\[at\]|\{at\}|@)\s?[\w-]{1,40}\s?(?:\(dot\)|\[dot\]|\{dot\}|\.|\s(?:dot|punto|point)\s)\s?"
    r"(?:com|org|net|edu|gov|info|es|mx|br|fr|ht|gt|hn|sv|co|uk|ru|ua|me|example|test)|"
    r"\s(?:at|arroba)\s[\w-]{1,40}(?:\.|\s(?:dot|punto|point)\s)(?:com|org|net|edu))\b(?:\.[a-z]{2})?",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w@.])@[a-z\d_.]{3,30}\b", re.IGNORECASE)

_WORDS_OF_STREETS = (
    r"(?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|way|place|pl|terrace|ter|circle|cir|"
    r"highway|hwy|parkway|pkwy|square|sq|alley|turnpike)"
)
_STREET = re.compile(
    rf"(?:\b(?:apt|apartment|unit|room|rm)\.?\s*#?\w{{1,4}},\s+)?(?<![\w.$-])\d{{1,5}}[A-Za-z]?(?:\s?-\s?\d{{1,5}})?\s+(?P<name>(?:(?:[NSEWnsew]\.?|[A-Za-zÀ-ÿ][\w'’.-]*|\d{{1,3}}(?:st|nd|rd|th))\s+){{1,4}}?){_WORDS_OF_STREETS}\b\.?"
    r"(?:,?\s*(?:(?:apt|apartment|unit|suite|ste|floor|fl|room|rm|#)\.?\s*#?\w{1,5}|\w{1,8}\s+(?:floor|fl|piso)\b\.?))?(?-i:(?:,\s+[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*){0,3}){0,3})(?:,?\s+[A-Z][\w\s.]{2,25},?\s+[A-Z]{2}\s+\d{5}(?:-\d{4})?|\s+\d{5}(?:-\d{4})?)?",
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
_ONWARD = r"(?:,\s+[A-ZÀ-Ý][\w.’'-]*(?:\s+[A-ZÀ-Ý][\w.’'-]*){0,3}){0,3}(?:\s+\d{5}(?:-\d{4})?)?"  # “, Brockton, MA 02301”
_STREET_ABROAD = re.compile(
    r"\b(?:Av|Ave|Avda|Avenida|Calle|Cl|Cra|Carrera|Jr|Jirón|Pasaje|Blvd|Bulevar|Calzada|Camino|Callejón|Rua|Travessa|Alameda|Rue|Ruelle|Impasse|Col|Colonia|Barrio(?!\s+18\b)|Bo|Urb|Mz|Sector|Zona|Aldea|Cantón|Caserío)\b\.?\s+(?:(?:el|la|las|los|de|del|dos|da|San|Santa)\s+)*"
    r"[A-ZÀ-Ý\d][\w’'.-]*(?:\s+(?:(?:el|la|las|los|de|del|da|dos)\s+)?[A-ZÀ-Ý][\w’'.-]*){0,3},?\s*(?:(?:n[°ºo]\.?|núm\.?|No\.?|#|casa|lote)\s*)?\d{1,5}(?:-\d{1,4})?\b(?:,?\s*(?:Dpto|Depto|Apto|Apt|Int|Piso|Casa|Lote)\.?\s*\w{1,5})?(?:,\s+[A-ZÀ-Ý][\w.’'-]*(?:\s+[A-ZÀ-Ý][\w.’'-]*){0,3}){0,3}"
)
_NUMBERED_ROAD = re.compile(
    r"(?<![\w.$/-])\d{1,5}\s+(?:Camino|Via|Paseo|Calle|Avenida|Rue|Rua|El|La|Los|Las|Vista|Rancho|Casa|Old|Mission)\s+[A-ZÀ-Ý][\w’'-]+(?:\s+[A-ZÀ-Ý][\w’'-]+)?(?:,?\s*(?:apt|apartment|unit|suite|space|spc|lot|trailer|room|rm|#)\.?\s*#?\w{1,5})?"
    rf"{_ONWARD}"
)
_UNIT = re.compile(r"\b(?:trailer|space|lot|unit|bldg|building|room)\s*#?\s*\d{1,4}[A-Za-z]?\s+(?:at|on|of)\s+(?:the\s+)?\d{1,5}\s+[A-Z]\w+", re.IGNORECASE)
_PUBLIC_OFFICE = re.compile(
    r"\b(?:court\w*|argument|offices?|building|clinic|school|library|consulate|embassy|ASC|hearings?|EOIR|USCIS|ICE|DMV|campus|headquarters|church|center)\s+(?:\w+\s+){0,2}(?:at|on)\s+$",
    re.IGNORECASE,
)
_COURT_REPORTS = re.compile(r"\d+\s+[A-Z]\.?\s?Ct\b", re.ASCII)
_BOX = re.compile(rf"\b[Pp]\.?\s?[Oo]\.?\s+[Bb]ox\s+\d+\b{_ONWARD}")
_APARTMENT = re.compile(r"\b(?:apt|apartment)\.?\s*#?\s*\d{1,4}[A-Za-z]?\b", re.IGNORECASE)
_STATES = r"A[LKZR]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]"
_CITY = re.compile(rf"\b[A-Z][a-zA-Z.]+(?:\s[A-Z][a-zA-Z.]+){{0,2}},?\s+(?:{_STATES})\s+\d{{5}}(?:-\d{{4}})?\b")


def _digits_said(words: str) -> int:
    return sum(len(word) if word.isdigit() else 1 for word in re.findall(r"\w+", words))


class Phones(Detector):
    kind = "phone"
    sentence = "Leave out phone numbers."

    def find(self, text: str) -> Iterator[Finding]:
        for pattern in (_US_PHONE, _TEN_DIGITS, _ABROAD, _OUT_OF_THE_US, _SPELLED):
            for number in pattern.finditer(text):
                if not _TOLL_FREE.match(number.group()) and (pattern is not _SPELLED or _digits_said(number.group()) >= _SHORTEST):
                    yield self.found(number.start(), number.end())
        for number in _IN_WORDS.finditer(text):
            group = "number" if number["number"] else "local"
            yield self.found(number.start(group), number.end(group))


class Emails(Detector):
    kind = "email"
    sentence = "Leave out e-mail addresses."

    def find(self, text: str) -> Iterator[Finding]:
        for pattern in (_EMAIL, _EMAIL_IN_WORDS, _HANDLE):
            for address in pattern.finditer(text):
                yield self.found(address.start(), address.end())


class Addresses(Detector):
    kind = "address"
    sentence = "Leave out addresses: say “the client’s home” or the city alone."

    def find(self, text: str) -> Iterator[Finding]:
        for street in _STREET.finditer(text):
            if (
                not _NOT_A_STREET.search(street["name"])
                and not _COURT_REPORTS.match(street.group())
                and not _PUBLIC_OFFICE.search(text[max(0, street.start() - 60) : street.start()])
            ):
                yield self.found(street.start(), street.end())
        for pattern in (_BOX, _APARTMENT, _CITY, _CALLE, _STREET_ABROAD, _NUMBERED_ROAD, _UNIT):
            for place in pattern.finditer(text):
                yield self.found(place.start(), place.end())
