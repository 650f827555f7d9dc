"""Birth dates. Other dates belong in a log: only what is said to be a birth, or is an old date in figures alone, is found."""

import re
from collections.abc import Iterator

from accreditation.confidentiality.base import Detector, Finding

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|"
    r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)(?![a-z])\.?"
)
_YEAR = r"(?:19|20)\d{2}"
_ORDINAL = (
    r"(?:twenty[-\s]|thirty[-\s])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|"
    r"sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth"
)
_DATE = (
    rf"(?:\d{{1,2}}\s?[-/.]\s?\d{{1,2}}\s?[-/.]\s?(?:{_YEAR}|\d{{2}})|{_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]){_YEAR}|\d{{1,2}}[-\s./]{_MONTH}[-\s./](?:{_YEAR}|\d{{2}})|{_MONTH}[-./]\d{{1,2}}[-./](?:{_YEAR}|\d{{2}})|{_YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+{_YEAR})?|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+|de\s+)?{_MONTH}(?:,?\s+(?:of\s+|de\s+|del\s+)?{_YEAR})?|{_MONTH}\s+(?:of\s+)?{_YEAR}|{_YEAR}|(?:the\s+)?(?:{_ORDINAL})\s+of\s+{_MONTH}(?:,?\s+(?:of\s+)?{_YEAR})?)(?!\d)"
)
_BORN = re.compile(
    r"\b(?:born|b(?=\.\s*\d)|bday|birth(?:day|date)?s?|d\.o\.b|dob|b-?day|naci(?:do|da|ó)|nacimiento|fecha\s+de\s+nac|nascid[oa]|nasceu|nascimento|cumplea[ñn]os|cumple\s+a[ñn]os)\b\.?(?:\s+(?:dated|around|is|was|are|on|in|of|the|el|en|es|date|falls|listed|as|about|around|certificate|says?))*"
    rf"(?:\s+(?:in|en|em)\s+[A-Z][\w\s,]{{2,30}}?)?\s*[:=(,–-]?\s*(?:on\s+|in\s+|the\s+|el\s+|em\s+|en\s+)*(?P<date>{_DATE})",
    re.IGNORECASE,
)
_FULL_DATE = (
    rf"(?:\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:{_YEAR}|\d{{2}})|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+{_YEAR}|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+|de\s+)?{_MONTH},?\s+(?:of\s+|de\s+|del\s+)?{_YEAR}|{_YEAR}-\d{{1,2}}-\d{{1,2}})(?!\d)"
)
_BIRTH_BEFORE = re.compile(
    rf"\b(?:born|birth\s?(?:days?|dates?)?|d\.o\.b|dob|naci(?:do|da|ó|miento))\b(?:(?!\b(?:due|deadline|filed|hearing|interview|appointment|issued|expires?|translation)\b)(?:[A-Z]-\d{{2,3}}[A-Z]?\b|[^.\n\d])){{0,80}}?(?P<date>{_FULL_DATE})",
    re.IGNORECASE,
)
_CHILDREN = re.compile(
    rf"\b(?:kids?|child(?:ren)?|daughters?|sons?|bab(?:y|ies)|twins?)['’]?s?['’]?\s+(?:birth\s*)?(?:dates?|dob)\b[^.;\n\d]{{0,20}}?(?P<date>{_FULL_DATE})",
    re.IGNORECASE,
)
_IS_OF = re.compile(
    rf"\b(?:daughter|son|child|wife|husband|client|baby|mother|father|spouse|hij[oa]|kid)\s+(?:is|was|es)\s+(?P<date>{_FULL_DATE})", re.IGNORECASE
)
_ANOTHER = re.compile(rf"(?:\s*(?:,|/|;|&)\s*(?:and\s+|y\s+)?|\s+(?:and|y|or|but)\s+(?:[\w’']+\s+){{0,4}}?)(?P<date>{_FULL_DATE})", re.IGNORECASE)
_TURNED = re.compile(
    rf"\b(?:turn(?:s|ed|ing)?|(?:will|would)\s+(?:be|turn)|celebrat\w+\s+(?:her|his|their))\s+\d{{1,3}}(?:st|nd|rd|th)?(?:\s+birthday)?\s+(?:on\s+)?(?P<date>{_DATE})",
    re.IGNORECASE,
)
_OLD = re.compile(r"(?<![\d/.-])(?P<date>(?:0?[1-9]|1[0-2])[-/](?:0?[1-9]|[12]\d|3[01])[-/](?:19[2-9]\d|200\d|201[0-2]))(?![\d/-])")
_LAW_OR_ENTRY = re.compile(
    r"(?:effective|since|after|before|enter\w*|entry|arriv\w*|act of|enacted|by|until|from|expired?|issued|decided|signed|dated|filed)\W+(?:\w+\W+){0,2}$",
    re.IGNORECASE,
)
_REVERSED = re.compile(
    rf"(?P<date>{_DATE})\s*\(?(?:is|was|as)?\s*(?:her|his|their|the\s+client['’]s|the\s+child['’]s)?\s*(?:birth\s?(?:day|date)|date\s+of\s+birth|dob)\b",
    re.IGNORECASE,
)


class BirthDates(Detector):
    kind = "birth_date"
    sentence = "Leave out birth dates: an age in years is enough."

    def find(self, text: str) -> Iterator[Finding]:
        for pattern in (_BORN, _BIRTH_BEFORE, _CHILDREN, _IS_OF, _TURNED, _REVERSED):
            for date in pattern.finditer(text):
                yield self.found(date.start("date"), date.end("date"))
                end = date.end("date")
                while (another := _ANOTHER.match(text, end)) is not None:
                    yield self.found(another.start("date"), another.end("date"))
                    end = another.end("date")
        for date in _OLD.finditer(text):
            if not _LAW_OR_ENTRY.search(text[max(0, date.start() - 40) : date.start()]):
                yield self.found(date.start("date"), date.end("date"))
