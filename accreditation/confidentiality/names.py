"""Names of persons, typed in context: “my client Rosa”, “met with Rosa Méndez”, “Mrs. Méndez”, “her daughter is called Lucía”.

A list of given names and the words around decide; no list holds every name, so capitalized words that are no ordinary words are looked at too
(``strangers``). Who is named because of their office is left alone (``office``). The writer's own good sense does the rest.
"""

import re
from collections.abc import Iterator

from accreditation.confidentiality.base import Detector, Finding
from accreditation.confidentiality.office import LeftAlone, left_alone
from accreditation.confidentiality.shapes import CAPITALIZED as _CAP
from accreditation.confidentiality.shapes import NAME as _NAME
from accreditation.confidentiality.shapes import PARTICLE as _PARTICLE
from accreditation.confidentiality.strangers import FROM_SOMEBODY, ITS_CASE, PLACE_BEFORE, VERB_AFTER, before, strangers
from accreditation.confidentiality.words import ALSO_WORDS, COMMON_WORDS, PEOPLES, PLACE_WORDS, PLACES, THINGS, is_given, is_ordinary, is_surname, languages_of

_NAMED = re.compile(_NAME)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")

_HONORIFIC = re.compile(
    rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Sra|Sr|Srta|Mme|Madame|Monsieur|mr|mrs|ms|sra|sr|srta)\.?\s+(?P<name>(?:{_PARTICLE}\s+)?{_NAME}|[a-zà-ÿ]{{3,}})"
)
_OF_RESPECT = re.compile(rf"\b(?i:señora|señor|señorita|senora|senor|senhora|senhor|doña|dona|don|dom)\s+(?P<name>(?:{_PARTICLE}\s+)?{_NAME}|[a-zà-ÿ]+)")
_INITIALS = re.compile(r"\b(?i:client|clienta?|initials(?:\s+(?:are|is))?|applicant|respondent|her|his|child)\s*[:,(]?\s+(?P<name>(?:[A-Z]\.\s?){2,3})")
_PAPERS = re.compile(
    rf"\b(?i:declaration|affidavit|statement|story|file|application|testimony|letter|case|hearing|interview)\s+(?i:of|from|for)\s+(?P<name>{_NAME})"
)
_SURNAME_FIRST = re.compile(rf"(?:(?<=[a-z:(]\s)|(?<=[“\"(]))(?P<name>{_CAP}),\s+(?P<given>{_CAP})\b(?!,\s+[A-Z])")
_IN_CAPITALS = re.compile(r"(?<![\w-])(?P<family>[A-ZÀ-Ý]{3,}(?:[\s-][A-ZÀ-Ý]{2,}){0,3}),?\s+(?P<given>[A-ZÀ-Ý][a-zà-ÿ]+|[A-ZÀ-Ý]{3,})(?![\w-])")
_MET_IN_CAPITALS = re.compile(
    r"\b(?i:client[ea]?|met|met\s+with|spoke\s+with|told|asked|interviewed|prepped)[,:]?\s+(?P<name>[A-ZÀ-Ý]{4,20}(?:\s[A-ZÀ-Ý]{4,20})?)(?![\w-])"
)
_FIELD = re.compile(rf"(?:^|\b)(?i:name|nombre|client|cliente|nome)\s*:\s*(?P<name>{_NAME})", re.MULTILINE)
_OWNS = re.compile(
    rf"(?P<name>{_CAP}(?:\s+{_CAP})?)['’]s\s+(?:hearing|declaration|form|file|asylum|story|case|interview|claim|mother|father|son|daughter|husband|wife|papers)\b"
)
_MET_ONE = re.compile(
    rf"\b(?i:met\s+(?:with\s+)?|interviewed\s+|spoke\s+(?:with|to)\s+|talked\s+(?:with|to)\s+|coached\s+|prepped\s+|helped\s+|accompanied\s+|texted\s+|hablé\s+con\s+|"
    rf"entrevisté\s+a\s+|ayudé\s+a\s+|acompañé\s+a\s+|conversé\s+con\s+|falei\s+com\s+)(?P<name>{_CAP})(?=[\s.,;!?]|$)(?!\s+[A-Z])"
)
_PERSON = (
    r"(?:client|applicant|respondent|petitioner|beneficiary|claimant|asylee|refugee|survivor|victim|detainee|(?<!expert\s)witness|declarant|affiant|sponsor|derivative|minor|mother|father|mom|mama|dad|papa|son|"
    r"daughter|sister|brother|husband|wife|spouse|fianc[eé]e?|partner|child|kid|baby|toddler|infant|cousin|aunt|uncle|nephew|niece|grandmother|grandfather|grandma|grandpa|friend|neighbor|"
    r"roommate|boyfriend|girlfriend|abuser|trafficker|seeker|landlord|employer|boss|woman|man|girl|boy|lady|teenager|client[ae]?|hij[oa]|espos[oa]|madre|padre|herman[oa]|hermanas?|niet[oa]|niñ[oa]|señorit[oa]|mãe|pai|filh[oa]|amig[oa]|esposo)"
)
_RELATION = re.compile(
    rf"\b(?i:{_PERSON})(?:['’]s\s+(?:full\s+|first\s+|last\s+|real\s+)?name\s+(?:is|was)|\s*,|\s+is|\s+was|\s*[-–—:(]|\s+(?:named|called))?\s+(?:named\s+|called\s+)?[\"“(]?(?P<name>{_NAME}|[a-zà-ÿ]+(?:\s+[a-zà-ÿ]+)?)"
)
_CALLED = re.compile(
    rf"\b(?:named|nicknamed|goes\s+by|went\s+by|known\s+as|names?\s+(?:is|was|are)|name['’]s|se\s+llama|llamad[oa]|I\s+am|I['’]m|initials)\s+(?:after\s+)?[\"“]?(?P<name>{_NAME}|[a-zà-ÿ]+)"
)
_MET = re.compile(
    rf"\b(?i:met|interviewed|interviewing|spoke|talked|speaking|talking|meeting|helped|helping|assisted|assisting|prepared|preparing|prepped|represented|accompanied|coached|visited|told|asked|advised|"
    rf"thanked|calmed|reassured|drove|interpreted|translated|worked|working|sat|called|texted|emailed|e-mailed|screened|with|for|to|from|about|by)\s+(?:with\s+|to\s+|for\s+|up\s+)?(?P<name>{_NAME})"
)
_MET_SMALL = re.compile(r"\b(?i:met\s+with|spoke\s+(?:with|to)|talked\s+(?:with|to)|interviewed|hablé\s+con|entrevisté\s+a)\s+(?P<name>[a-zà-ÿ]{3,})\b")
_BEFORE_SMALL = re.compile(
    r"\b(?:met|meet|spoke|talked|w/|with|client|clients|told|asked|called|texted|prepped|interviewed|mr|mrs|ms|con|entrevisté\s+a|cl\.?)\s+(?:(?:w/|with|to|again\s+with)\s*)?$",
    re.IGNORECASE,
)
_INSIDE = re.compile(r"[\w,]\s$")
_FROM = re.compile(r"\b(?:from|at)\s+$")
_A_NOUN = re.compile(r"\s+[a-z]{3,}")
_SPOKEN = re.compile(
    r"[-\s]+(?:interpret|translat|speak|languag|people|communit|famil|refugee|client|women|men|children|land|law|word|dialect|culture|histor|custom|group|calendar)\w*"
)
_OF_A_PEOPLE = re.compile(r"\b(?:of|speaks?|spoke|in|into|the|from|between|indigenous)\s+$")
_BEGINS_SMALL = re.compile(r"(?:^|[.!?\n]\s)$")
_PART_OF_A_PLACE = re.compile(r"(?:\b(?:San|Santa|Santo|St|Ste|Saint|El|La|Los|Las|Fort|Port|Lake|New|Mount|Rio|Ciudad|Puerto|Villa|Hurricane)\.?|-)\s*[*_]*$")
_AFTER = re.compile(
    r"[*_]*\s+(?:party\b|v\.|vs\.|versus|Act\b|Law\b|Center|Clinic|Street|County|University|College|Court|Circuit|Foundation|Project|Amendment|Doctrine|International|Ministries|Services|Alliance|Coalition|Society|Institute|School|Hospital|Church|Library|Association|decision|case\s+law|settlement|Memo)"
)


def _is_given(word: str, *, small: bool = False) -> bool:
    plain = word.lower().removesuffix("'s").removesuffix("’s")
    return (is_given(plain) or all(is_given(part) for part in plain.split("-"))) and not (small and plain in ALSO_WORDS)


def _may_be_name(word: str) -> bool:
    return word[0].isupper() and word.lower().rstrip("'’s") not in COMMON_WORDS and word.lower() not in COMMON_WORDS and not word.isupper()


class PersonNames(Detector):
    kind = "person_name"
    sentence = "Leave out names: say “the client”, or use the matter code."

    def find(self, text: str) -> Iterator[Finding]:
        alone = left_alone(text)
        yield from self._in_relation(text, alone)
        for start, end in (*self._in_context(text), *self._strange(text), *self._by_list(text), *_in_small_letters(text), *_written_otherwise(text)):
            if not alone.covers(text, start, end):
                yield self.found(start, end)

    def _in_relation(self, text: str, alone: LeftAlone) -> Iterator[Finding]:
        """After “my client” any capitalized name counts, and a listed one in small letters; “Father Greg” is clergy, “my partner Jules” a student."""
        for said in _RELATION.finditer(text):
            if said.group()[0].isupper() and _INSIDE.search(before(text, said.start())):
                continue  # “the Norwegian Refugee Council”, “called Refugee Roulette”
            taken = _taken(text, said)
            if taken and not ((said.group()[0].isupper() or said.group().startswith("partner")) and alone.covers(text, *taken)):
                yield self.found(*taken)
        for said in _INITIALS.finditer(text):
            yield self.found(said.start("name"), said.end("name"))

    def _in_context(self, text: str) -> Iterator[tuple[int, int]]:
        for pattern in (_HONORIFIC, _OF_RESPECT, _CALLED, _FIELD, _MET_SMALL):
            for said in pattern.finditer(text):
                if taken := _taken(text, said):
                    yield taken

    def _strange(self, text: str) -> Iterator[tuple[int, int]]:
        """Capitalized words that no list knows."""
        for run in strangers(text):
            yield run.start, run.end
        for pattern in (_PAPERS, _OWNS, _MET_ONE):
            for said in pattern.finditer(text):
                words = list(_WORD.finditer(text, said.start("name"), said.end("name")))
                taken = _run(words)
                if taken and len(taken) == len(words) and not _AFTER.match(text, said.end("name")):
                    yield taken[0].start(), _end(taken[-1])

    def _by_list(self, text: str) -> Iterator[tuple[int, int]]:
        """A listed given name, with what follows it; after “met with”, also two strange capitalized words."""
        for said in _MET.finditer(text):
            strangers_too = said.group().split()[0].lower() not in ("for", "to", "from", "about", "by", "with")
            yield from _listed(text, said.start("name"), said["name"], strangers_too=strangers_too)
        for said in _NAMED.finditer(text):
            yield from _listed(text, said.start(), said.group(), strangers_too=False)


def _taken(text: str, said: re.Match[str]) -> tuple[int, int] | None:
    """What of ``said["name"]`` is a name, where its words before make one likely."""
    words = list(_WORD.finditer(text, said.start("name"), said.end("name")))
    while said.re is not _RELATION and len(words) > 1 and re.fullmatch(_PARTICLE, words[0].group()):
        words.pop(0)
    if not words or _AFTER.match(text, said.end("name")) or (said.re is _RELATION and words[0].group().lower() in THINGS):
        return None
    first = words[0].group()
    if first[0].isupper():
        taken = _run(words)
    elif (
        (said.re is _HONORIFIC and first not in COMMON_WORDS and len(first) > 3)
        or (said.re is _OF_RESPECT and is_surname(first))
        or _is_given(first, small=True)
    ):
        taken = words[:1]
    else:
        taken = []
    if not taken:
        return None
    return said.start() if said.re in (_HONORIFIC, _OF_RESPECT) else taken[0].start(), _end(taken[-1])


def _listed(text: str, start: int, name: str, *, strangers_too: bool) -> Iterator[tuple[int, int]]:
    words = list(_WORD.finditer(text, start, start + len(name)))
    if not words or _PART_OF_A_PLACE.search(text[max(0, start - 40) : start]) or _AFTER.match(text, start + len(name)):
        return
    if name.lower() in PLACES and (PLACE_BEFORE.search(before(text, start)) or text.endswith("from ", 0, start)):
        return
    if len(words) == 1 and _is_a_term(text, start, start + len(name)):
        return
    if name.lower() in PEOPLES and (_SPOKEN.match(text, start + len(name)) or _OF_A_PEOPLE.search(before(text, start))):
        return
    for place, word in enumerate(words):
        word_before = words[place - 1].group().lower() if place else ""
        given = _is_given(word.group()) and word_before not in PLACE_WORDS
        has_surname = len(words) > place + 1 and _may_be_name(words[place + 1].group())
        if given and (word.group().lower() not in ALSO_WORDS or (has_surname and place == 0)):
            taken = _run(words[place:])
            if taken and not _AFTER.match(text, taken[-1].end()):
                yield taken[0].start(), _end(taken[-1])
            return
    taken = _run(words)
    if strangers_too and len([word for word in taken if word.group()[0].isupper()]) >= 2 and len(taken) == len(words):
        yield taken[0].start(), _end(taken[-1])


def _is_a_name_in_capitals(word: str) -> bool:
    """“XIOMARA”; short words in capitals are agencies and acts."""
    is_listed = _is_given(word) or is_surname(word)
    return word.lower() not in COMMON_WORDS and (is_listed or (len(word) > 5 and not is_ordinary(word, ("en", "es"))))


def _is_a_term(text: str, start: int, end: int) -> bool:
    """One listed name that is a place here: “two students from Howard”, “the Davis moot court”."""
    ahead = before(text, start)
    if _FROM.search(ahead) and not text.startswith(("'s", "’s"), end):
        return not FROM_SOMEBODY.search(ahead)
    return ahead.endswith("the ") and _A_NOUN.match(text, end) is not None and not VERB_AFTER.match(text, end) and not ITS_CASE.match(text, end)


def _written_otherwise(text: str) -> Iterator[tuple[int, int]]:
    """“Pérez, Wilmer”, “GARCIA LOPEZ, Mario”, “my client XIOMARA”."""
    for said in _SURNAME_FIRST.finditer(text):
        if _may_be_name(said["name"]) and _is_given(said["given"]) and said["given"].lower() not in ALSO_WORDS and said["name"].lower() not in THINGS:
            yield said.span()
    for said in _IN_CAPITALS.finditer(text):
        family, given = said["family"].replace("-", " ").split(), said["given"]
        is_a_name = any(is_surname(word) for word in family) and (_is_given(given) or is_surname(given))
        if is_a_name and not any(word.lower() in COMMON_WORDS for word in (*family, given)):
            yield said.span()
    for said in _MET_IN_CAPITALS.finditer(text):
        if all(_is_a_name_in_capitals(word) for word in said["name"].split()):
            yield said.span("name")


def _in_small_letters(text: str) -> Iterator[tuple[int, int]]:
    """Listed names typed without capitals: those that are no word at all, and others after “met” and its like or before a family name."""
    words = list(_WORD.finditer(text))
    languages = languages_of(word.group() for word in words)
    for place, word in enumerate(words):
        name, ahead = word.group(), before(text, word.start())
        if not name.islower() or len(name) < 3:
            continue
        last = word
        for following in words[place + 1 : place + 3]:
            if not (text[last.end() : following.start()].isspace() and _is_small_name(following.group())):
                break
            last = following
        if _is_given(name, small=True):
            is_no_word = languages == ("en",) and not is_ordinary(name, ("es",))
            if is_no_word or _BEFORE_SMALL.search(ahead) or (last is not word and languages == ("en",)):
                yield word.start(), last.end()
        elif len(name) > 3 and name not in ALSO_WORDS and is_surname(name) and (_BEFORE_SMALL.search(ahead) or _BEGINS_SMALL.search(ahead)):
            yield word.start(), last.end()


def _is_small_name(word: str) -> bool:
    return word.islower() and word not in ALSO_WORDS and (is_surname(word) or is_given(word) or (len(word) > 3 and not is_ordinary(word, ("en", "es"))))


def _run(words: list[re.Match[str]]) -> list[re.Match[str]]:
    """The words of the name: capitalized ones that are no common word, and the particles between them."""
    taken: list[re.Match[str]] = []
    for word in words:
        if _may_be_name(word.group()) or (taken and re.fullmatch(_PARTICLE, word.group())):
            taken.append(word)
        else:
            break
    while taken and not taken[-1].group()[0].isupper():
        taken.pop()
    return taken


def _end(last: re.Match[str]) -> int:
    """Where a name ends: its possessive is not part of it."""
    return last.end() - 2 if last.group().endswith(("'s", "’s")) else last.end()
