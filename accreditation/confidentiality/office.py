"""Who is named because of their office: staff, officials, experts, clergy, authors, people of public life, parties of published decisions.

They are no clients, so the guard leaves their names alone, where they are introduced and wherever the same text names them again.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from accreditation.confidentiality.shapes import ADDRESS, CAPITALIZED, HONORIFIC, NAME
from accreditation.confidentiality.surroundings import words_of
from accreditation.confidentiality.words import COMMON_WORDS, DECISIONS, MATTERS, PUBLIC_FIGURES, is_given

_ROLE = rf"(?:{words_of('role')}|(?<=\bmy\s)partner|(?<=\bour\s)partner)"
_UNIT, _WORK = words_of("unit"), words_of("work")
_ONE = rf"{HONORIFIC}?+{NAME}"
_LIST = rf"(?:{_ONE}(?:(?:,[ ](?:(?:and|y|e)[ ])?+|[ ](?:and|&|y|e)[ ]){_ONE}){{0,8}}+)"
_ARTICLE = (
    r"(?:(?:both|all|two|my|our|the|a|an|its|their|your|another|this|that|one\s+of\s+(?:my|our|the)|mi|mis|nuestr[oa]s?|la|el|los|las|una?|minha|meu|nossa?|now|acting|"
    r"also)\s+)"
)
_HER_OWN = re.compile(
    r"(?:\b(?:her|his|su|sus|client['’]?s|clients['’]|applicant['’]s|respondent['’]s|mother['’]s|father['’]s|sister['’]s|brother['’]s|son['’]s|daughter['’]s|family['’]s)|(?P<owner>\b[A-Z]\w+)['’]s)"
    r"\s+(?:[\w-]+[\s-])?$",
    re.IGNORECASE,
)  # “her pastor, Rev. Mensah” and “Vladimir’s colleague Anzhela” belong to the case, “the clinic’s director” does not

_ROLE_FIRST = re.compile(
    rf"\b(?i:{_ROLE})\b(?:\s*[,:(–—-]\s*|\s*\([^)\n]{{0,30}}?\b(?:is|said|says|reads|named|called|tag|badge)\s+|"
    r"\s+(?:(?:is|was|named|called|es|era|se\s+llama)\s+)?|\s+(?:for|of|from|in|on|at|with|de|del|para)\s+[^.;:?!\n]{2,50}?,\s+)"
    rf"[*_“\"]*(?P<name>{_LIST})"
)
_BESIDE = (
    r"(?!(?:and|then|but|while|with|to|told|asked|her|his|met|so|whose|because|after|before|who|y|con|pero|of|by|from|for|in|on|at|the|a|an|not|no|like|near|client\w*|clients?['’]s?|applicant['’]s|su|"
    r"she|he|we|I|they)\b)[\w’'/&-]+"
)
_ENDS = r"(?=\s*[,.;:)!?–—]|\s+(?:at|of|for|from|in|on|who|that|and|with|this|here|de|del|en|que|y)\b|\s*$)"
_A_CALLING = rf"(?:an?|una?)\s+(?:[\w-]+\s+)?{words_of('calling of clients too')}\b"
_ROLE_AFTER = re.compile(
    rf"(?P<name>{_LIST})[*_”\"]*(?:(?:\s*[,(–—]\s*|\s+-\s+|(?<=[”\"])\s+(?=the\s))(?:(?!{_A_CALLING}){_ARTICLE}(?:{_BESIDE}\s+){{0,3}}?|(?:{_BESIDE}\s+){{0,2}}?)"
    rf"(?i:{_ROLE})\b{_ENDS}|(?:\s+(?:is|was|es|era)\s+|,?\s+who\s+(?:is|was|works\s+as)\s+)"
    rf"(?:my|our|the|their|one\s+of\s+(?:my|our|the)|mi|nuestr[oa]|la|el)\s+(?:{_BESIDE}\s+){{0,3}}?(?i:{_ROLE})\b)"
)
_OF_UNIT = re.compile(
    rf"(?P<name>{_ONE})[*_]*,?\s+(?:(?:of|from|de|del)\s+(?:our|the|its|their|nuestra?|la|el)\s+(?:[a-zà-ÿ][\w’'&-]*\s+){{0,3}}?(?i:{_UNIT})\b|"
    rf"(?:of|from|at|with)\s+(?:[A-Z]{{3,}}\b|(?:[A-Z][\w’'&-]+\s+){{1,4}}(?i:{_UNIT})\b|(?:[A-Z][\w’'&-]+\s+){{1,3}}(?:Services|Aid|Law|Legal|Charities)\b))"
)
_FROM_A_SCHOOL = re.compile(
    rf"\b(?:students?|professors?|profs|volunteers?|interns?|faculty|folks|alumni|graduates?|clinics?|teams?)\s+(?:from|at)\s+(?P<name>{NAME})"
)
_BRANCH = re.compile(rf"\b(?:UT|UC|UW|UNC|SUNY|CUNY|BU|BC|NYU|Cal\s+State)\s+(?P<name>{NAME})")
_DOES = re.compile(
    rf"(?P<name>{_LIST}),?\s+(?:who\s+)?(?:(?:teaches|supervises|coordinates|directs|lectures|presides)\s+(?:our|the|us|me|my|at|on|in|over)|(?:taught|trained|supervised)\s+(?:us|me|our)|"
    r"(?:runs|leads|led|moderated|facilitated)\s+(?:the|our|my|a)\s+(?:\w+\s+){0,2}(?:clinic|class|training|workshop|team|program|seminar|session|intake|moot|panel|discussion|section|project)|"
    r"(?:gave|gives|held)\s+(?:us\s+|me\s+)?(?:a|an|the|our)\s+(?:\w+\s+){0,2}(?:talk|training|lecture|workshop|presentation|feedback|assignment)|"
    r"who\s+wrote\s+(?:the|a|an|[“\"*_A-Z])|wrote\s+[“\"*_])"
)
_WORK_BY = re.compile(
    rf"(?:[”\"’*_]\s*(?:,\s*)?|\b(?i:{_WORK})\s+(?:[\w’'-]+\s+){{0,4}}?)(?:by|de|por)\s+(?P<name>{_LIST})|\b(?:(?:podcast|film|webinar|workshop|panel)\s+with|(?:lecture|talk|training|presentation|workshop)\s+from)\s+(?P<with>{_LIST})"
)
_HIS_WORK = re.compile(
    rf"(?P<name>{NAME}(?:['’]s)?(?:\s+(?:and|&|y)\s+{NAME}){{0,3}})['’]s?\s+"
    rf"(?:(?:[\w’'-]+\s+){{0,2}}?[*_“\"]*(?i:{words_of('work of somebody')})\b|[“\"*_]+[A-Z]|"
    r"[A-Z][\w-]+\s+by\b|(?:[A-Z][\w-]+\s+){1,3}(?:of|on|in|and|for|to)\s+[A-Z])"
)
_READ = re.compile(
    rf"\b(?i:re-?read|read|re-?reading|reading|quoted|quoting|citing|leí|leyendo|leemos)\s+(?P<name>{NAME})(?!['’\w])(?=\s+(?:on|about|for\s+class|sobre|and)\b|[,.;:])"
)
_WORK_IN_PROGRESS = re.compile(
    rf"\b(?i:re-?read|read|reading|watched|watching|finished|finishing|started|listened\s+to|listening\s+to|leí|vimos|vi)\s+(?![^.;\n]{{0,90}}\b(?i:declaraci|affidavit|declaration|testimon|story|statement|historia|letter|carta))[^.;\n]{{2,70}}?\s+(?:by|de)\s+(?P<name>{_LIST})"
)
_QUOTED_WORK = re.compile(
    r"(?<!named\s)(?<!called\s)(?<!as\s)(?P<name>[“\"][^”\"\n]{8,90}[”\"])(?=,?\s+(?:by|de)\b)|"
    r"\b(?:book|article|film|movie|novel|memoir|documentary|podcast|poem|song|essay|play|chapter|paper|libro|película|called|titled|entitled)\s+(?P<other>[“\"*_][^”\"*_\n]{3,90}[”\"*_])"
)
_TITLED = re.compile(rf"\b{words_of('title')}\.?\s+[*_]*(?P<name>{NAME})")
_CLERGY = re.compile(
    rf"(?<![’'.\w])(?<!her\s)(?<!his\s)(?<!my\s)(?:Father|Padre|Madre|Mother|Sister|Brother|Hermana|Fr\.|Sr\.\s(?=[A-Z]\w+\s(?:of|from)\s))\s+(?P<name>{NAME})"
)
_IS_CLERGY = re.compile(rf"\b{words_of('clergy')}\b", re.IGNORECASE)
_OF_A_CASE = re.compile(rf"\b{words_of('of a case')}\b", re.IGNORECASE)
_GOVERNMENT = r"(?:United|U\.?S\.?A?\.?|State|Attorney|INS|DHS|USCIS|EOIR|BIA|ICE|Dept|Department)"
_CAPTIONED = re.compile(
    rf"(?P<name>{NAME})[*_]*\s+(?:v|vs)\.?\s+[*_]*(?:(?:the\s+)?{_GOVERNMENT}\b|(?P<other>{NAME})|[A-Z])|\b{_GOVERNMENT}(?:\s+States)?\s+(?:v|vs)\.?\s+[*_]*(?P<party>{NAME})"
)
_MATTER = re.compile(
    rf"\b(?:[Mm]atter|MATTER|Mtr\.?)\s+[Oo]f\s+[*_]*(?P<name>{NAME})[*_]*(?P<cited>,?\s+\d+\s+I\s*&\s*N|\s+\((?:BIA|A\.G\.|AG)\b|\s+(?:was|is)\s+(?:decided|published))?|\bIn\s+re\s+[*_]*(?P<re>{NAME})"
)
_NAMED_FOR = re.compile(
    rf"\b(?!\w+-[a-z]+\s+Park\b)(?P<name>{CAPITALIZED}(?:\s+{CAPITALIZED}){{0,2}})"
    rf"\s+(?:(?:Memorial|Community|Public|Law|High|Federal|State)\s+)?{words_of('named for somebody')}\b"
)
_PLAYED = re.compile(
    r"\b(?:(?:mock|moot|simulation|role[- ]?play)[^.;\n]{0,40}\bI\s+(?:was|am)|I\s+played|play(?:ed|ing|s)?|act(?:ed|ing)\s+as|in\s+the\s+role\s+of|"
    rf"the\s+(?:fictional|mock|pretend|made-up)\s+\w+,?)\s+[“\"*_]*(?P<name>{_ONE})"
)
_NOBODY = re.compile(
    r"\b(?:J(?:ane|ohn|uan(?:a)?)\s+(?:Q\.\s+)?(?:Doe|Roe|Example|Sample)|[A-Z]\w+\s+(?:Example|Sample|Test|Ejemplo)|Fulan[oa](?:\s+de\s+Tal)?)\b"
)
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s|$)[^.!?\n]*)*")
_PUBLIC = re.compile(rf"\b{words_of('public')}\b")
_OF_A_CLIENT = re.compile(rf"\b{words_of('of a client')}\b", re.IGNORECASE)
_IS_A_CLIENT = re.compile(r"[,(]?\s{0,3}(?:who['’]?s?\s+(?:is\s+)?)?(?:our|my|the|a|her|his)\s+(?:new\s+|former\s+)?(?:client|applicant|respondent|witness)")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*+")
_A_NAME = re.compile(NAME)
_CLIENT_BEFORE = re.compile(r"\b(?:client|clienta|cliente|applicant|respondent)(?:,|:|\s+is|\s+was|\s+named|\s+called)?\s+(?:\w+\.\s+)?$", re.IGNORECASE)
_ADDRESS = re.compile(rf"{ADDRESS}$")
_STAFF = (_ROLE_FIRST, _ROLE_AFTER, _OF_UNIT, _FROM_A_SCHOOL, _BRANCH, _DOES, _TITLED, _CLERGY)
_AUTHORS = (_WORK_BY, _WORK_IN_PROGRESS, _HIS_WORK, _READ, _QUOTED_WORK)
_NO_CLIENTS = (_CAPTIONED, _NAMED_FOR, _PLAYED, _NOBODY)


NEAR, CLOSE = 200, 60
"""So many characters around the name of clergy tell whether they are a witness; so many beside “historian” are the historian’s name."""


@dataclass(frozen=True)
class LeftAlone:
    """Places ``(start, end)`` of such names in a text, apart and in order, and the words of those who are known again, in small letters."""

    places: tuple[tuple[int, int], ...]
    words: frozenset[str]

    def covers(self, text: str, start: int, end: int) -> bool:
        """Whether the name at this place is one of theirs, or names one of them again; what a text calls its client is nobody’s but the client’s."""
        if _IS_A_CLIENT.match(text, end) or _CLIENT_BEFORE.search(text[max(0, start - NEAR) : start]):
            return False
        at = bisect_left(self.places, (end, 0)) - 1
        if at >= 0 and self.places[at][1] > start:
            return True
        own = [_plain(word) for word in _WORD.findall(text[start:end]) if not _ADDRESS.match(word)]
        return bool(own) and all(word in self.words for word in own)


def _plain(word: str) -> str:
    return word.lower().replace("’", "'").removesuffix("'s")


def left_alone(text: str) -> LeftAlone:
    """Everybody in ``text`` who is named because of their office. Only staff is known again: an author’s name may be a client’s as well."""
    staff = [place for place in _named_by(text, _STAFF) if not _is_of_the_case(text, *place)]
    others = [*_named_by(text, (*_AUTHORS, *_NO_CLIENTS)), *_decisions(text), *_figures(text), *_of_public_life(text)]
    parties = list(_named_by(text, (_CAPTIONED,)))
    known = {word for start, end in [*staff, *parties] for word in _words_of_a_name(text[start:end])}
    clients = {word for said in _A_NAME.finditer(text) if _IS_A_CLIENT.match(text, said.end()) for word in _words_of_a_name(said.group())}
    return LeftAlone(tuple(_apart([*staff, *others])), frozenset((known - clients) | DECISIONS))


def _words_of_a_name(name: str) -> Iterator[str]:
    for word in _WORD.findall(name):
        if word[0].isupper() and len(word) > 2 and word.lower() not in COMMON_WORDS:
            yield _plain(word)


def _apart(places: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """In order, those that overlap as one."""
    last: tuple[int, int] | None = None
    for start, end in sorted(places):
        if last is not None and start < last[1]:
            last = (last[0], max(last[1], end))
            continue
        if last is not None:
            yield last
        last = (start, end)
    if last is not None:
        yield last


def _named_by(text: str, patterns: Iterable[re.Pattern[str]]) -> Iterator[tuple[int, int]]:
    """Every named group of the patterns that matched; of a pattern without one that did, all of it."""
    for pattern in patterns:
        for said in pattern.finditer(text):
            if not (pattern is _ROLE_FIRST and _is_her_own(text, said.start())):
                yield from [said.span(group) for group, words in said.groupdict().items() if words] or [said.span()]


def _is_her_own(text: str, start: int) -> bool:
    owner = _HER_OWN.search(text[max(0, start - 40) : start])
    return owner is not None and (not owner["owner"] or is_given(owner["owner"]))


def _is_of_the_case(text: str, start: int, end: int) -> bool:
    """Clergy who are a witness, and “Dr. Golzari, our client”."""
    is_clergy = _IS_CLERGY.search(text[max(0, start - 16) : end]) is not None
    return (is_clergy and _OF_A_CASE.search(text[max(0, start - NEAR) : end + NEAR]) is not None) or _IS_A_CLIENT.match(text, end) is not None


def _of_public_life(text: str) -> Iterator[tuple[int, int]]:
    """Names close to what only books, news and assemblies are called, in sentences that speak of no client."""
    for sentence in _SENTENCE.finditer(text):
        public = _PUBLIC.search(sentence.group())
        if public and not _OF_A_CLIENT.search(sentence.group()):
            at = sentence.start() + public.start()
            yield max(sentence.start(), at - CLOSE), min(sentence.end(), at + CLOSE)


def _decisions(text: str) -> Iterator[tuple[int, int]]:
    """“Matter of …” with its citation, or known: without, it may be what an office calls its client’s case."""
    for said in _MATTER.finditer(text):
        group = "name" if said["name"] else "re"
        if said["cited"] or any(word.lower() in DECISIONS | MATTERS for word in said[group].split()):
            yield said.span(group)


def _figures(text: str) -> Iterator[tuple[int, int]]:
    small = text.lower()
    for figure in PUBLIC_FIGURES:
        start = small.find(figure)
        end = start + len(figure)
        if start >= 0 and not small[end : end + 1].isalpha():
            yield start, end
