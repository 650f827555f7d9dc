"""Names of persons, typed in context: “my client Rosa”, “met with Rosa Méndez”, “Mrs. Méndez”, “her daughter is called Lucía”.

A list of given names and the words around decide; no list holds every name. The writer's own good sense does the rest.
Titles of office (Judge, Attorney, Professor) introduce people who act in their office: those are left alone, and so are
the names of decisions.
"""

import re
from collections.abc import Iterator

from accreditation.confidentiality.base import Detector, Finding
from accreditation.confidentiality.words import ALSO_WORDS, COMMON_WORDS, GIVEN_NAMES, PLACE_WORDS, SURNAMES

_CAP = r"(?:O['’]|D['’])?[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ'’]+(?:-[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+)?"
_PARTICLE = r"(?:de|del|de\s+la|de\s+los|la|al|el|bin|ben|ibn|bint|van|von|da|dos|do|y)"
_NAME = rf"{_CAP}(?:\s+(?:{_PARTICLE}\s+)?(?:{_CAP}|[A-Z]\.))*"
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
_FIELD = re.compile(rf"(?:^|\b)(?i:name|nombre|client|cliente|nome)\s*:\s*(?P<name>{_NAME})", re.MULTILINE)
_OWNS = re.compile(
    rf"(?P<name>{_CAP}(?:\s+{_CAP})?)['’]s\s+(?:hearing|declaration|form|file|asylum|story|case|interview|claim|mother|father|son|daughter|husband|wife|papers)\b"
)
_MET_ONE = re.compile(
    rf"\b(?i:met\s+(?:with\s+)?|interviewed\s+|spoke\s+(?:with|to)\s+|talked\s+(?:with|to)\s+|coached\s+|prepped\s+|helped\s+|accompanied\s+|texted\s+|hablé\s+con\s+|"
    rf"entrevisté\s+a\s+|ayudé\s+a\s+|acompañé\s+a\s+|conversé\s+con\s+|falei\s+com\s+)(?P<name>{_CAP})(?=[\s.,;!?]|$)(?!\s+[A-Z])"
)
_OFFICE = frozenset(
    {
        "judge", "justice", "attorney", "atty", "professor", "prof", "dean", "officer", "senator", "representative", "president", "secretary",
        "congressman", "congresswoman", "governor", "mayor", "director", "classmate", "supervisor", "interpreter", "coordinator", "paralegal", "dr", "doctor",
    }
)  # fmt: skip
_PERSON = (
    r"(?:client|applicant|respondent|petitioner|beneficiary|claimant|asylee|refugee|survivor|victim|detainee|witness|declarant|affiant|sponsor|derivative|minor|mother|father|mom|mama|dad|papa|son|"
    r"daughter|sister|brother|husband|wife|spouse|fianc[eé]e?|partner|child|kid|baby|toddler|infant|cousin|aunt|uncle|nephew|niece|grandmother|grandfather|grandma|grandpa|friend|neighbor|"
    r"roommate|boyfriend|girlfriend|abuser|trafficker|seeker|landlord|employer|boss|woman|man|girl|boy|lady|teenager|clienta?|hij[oa]|espos[oa]|madre|padre|herman[oa]|hermanas?|niet[oa]|niñ[oa]|señorit[oa]|mãe|pai|filh[oa]|amig[oa]|esposo)"
)
_RELATION = re.compile(
    rf"\b{_PERSON}(?:['’]s\s+(?:full\s+|first\s+|last\s+|real\s+)?name\s+(?:is|was)|\s*,|\s+is|\s+was|\s*[-–—:(]|\s+(?:named|called))?\s+(?:named\s+|called\s+)?[\"“(]?(?P<name>{_NAME}|[a-zà-ÿ]+(?:\s+[a-zà-ÿ]+)?)",
    re.IGNORECASE,
)
_CALLED = re.compile(
    rf"\b(?:named|nicknamed|goes\s+by|went\s+by|known\s+as|names?\s+(?:is|was|are)|name['’]s|se\s+llama|llamad[oa]|I\s+am|I['’]m|initials)\s+(?:after\s+)?[\"“]?(?P<name>{_NAME}|[a-zà-ÿ]+)"
)
_MET = re.compile(
    rf"\b(?i:met|interviewed|interviewing|spoke|talked|speaking|talking|meeting|helped|helping|assisted|assisting|prepared|preparing|prepped|represented|accompanied|coached|visited|told|asked|advised|"
    rf"thanked|calmed|reassured|drove|interpreted|translated|worked|working|sat|called|texted|emailed|e-mailed|screened|with|for|to|from|about|by)\s+(?:with\s+|to\s+|for\s+|up\s+)?(?P<name>{_NAME})"
)
_TITLE = re.compile(
    r"(?:\b(?:Judge|Justice|Attorney|Atty|Professor|Prof|Dean|Officer|Senator|Representative|President|Secretary|Congress(?:man|woman|member)|Governor|Mayor|Director|Matter\s+of|In\s+re|"
    r"v|vs|versus|[Cc]lassmate|[Cc]olleague|[Ss]upervisor|[Ii]nterpreter|San|Santa|Santo|St|Ste|Saint|El|La|Los|Las|Fort|Port|Lake|New|Mount|Rio|Ciudad|Puerto|Villa|Hurricane|Dr|Doctor|Father|Sister|Rabbi|Imam)\.?|-)\s*[*_]*$"
)
_AFTER = re.compile(
    r"[*_]*\s+(?:v\.|vs\.|versus|Act\b|Law\b|Center|Clinic|Street|County|University|College|Court|Circuit|Foundation|Project|Amendment|Doctrine|decision|case\s+law|settlement|Memo)"
)


def _is_given(word: str, *, small: bool = False) -> bool:
    plain = word.lower().removesuffix("'s").removesuffix("’s")
    return (plain in GIVEN_NAMES or all(part in GIVEN_NAMES for part in plain.split("-"))) and not (small and plain in ALSO_WORDS)


def _may_be_name(word: str) -> bool:
    return word[0].isupper() and word.lower().rstrip("'’s") not in COMMON_WORDS and word.lower() not in COMMON_WORDS and not word.isupper()


class PersonNames(Detector):
    kind = "person_name"
    sentence = "Leave out names: say “the client”, or use the matter code."

    def find(self, text: str) -> Iterator[Finding]:
        for pattern in (_HONORIFIC, _OF_RESPECT, _RELATION, _CALLED, _FIELD):
            for said in pattern.finditer(text):
                yield from self._in_context(text, said)
        for said in _INITIALS.finditer(text):
            yield self.found(said.start("name"), said.end("name"))
        for pattern in (_PAPERS, _OWNS, _MET_ONE):
            for said in pattern.finditer(text):
                yield from self._strange(text, said)
        for said in _MET.finditer(text):
            yield from self._by_list(
                text, said.start("name"), said["name"], strangers=said.group().split()[0].lower() not in ("for", "to", "from", "about", "by", "with")
            )
        for said in _NAMED.finditer(text):
            yield from self._by_list(text, said.start(), said.group(), strangers=False)

    def _in_context(self, text: str, said: re.Match[str]) -> Iterator[Finding]:
        """After such words any capitalized name counts, and a listed one in small letters."""
        words = list(_WORD.finditer(text, said.start("name"), said.end("name")))
        while words and said.re is not _RELATION and len(words) > 1 and re.fullmatch(_PARTICLE, words[0].group()):
            words.pop(0)
        if not words or _AFTER.match(text, said.end("name")):
            return
        if words[0].group()[0].isupper():
            taken = self._run(words)
        elif (
            (said.re in (_HONORIFIC, _OF_RESPECT) and words[0].group() not in COMMON_WORDS and len(words[0].group()) > 3 and said.re is _HONORIFIC)
            or (said.re is _OF_RESPECT and words[0].group() in SURNAMES)
            or _is_given(words[0].group(), small=True)
        ):
            taken = words[:1]
        else:
            taken = []
        if taken:
            yield self.found(taken[0].start(), _end(taken[-1]))

    def _strange(self, text: str, said: re.Match[str]) -> Iterator[Finding]:
        """Capitalized words that no list knows, where only a person can stand."""
        if _TITLE.search(text[max(0, said.start("name") - 24) : said.start("name")]) or _AFTER.match(text, said.end("name")):
            return
        words = list(_WORD.finditer(text, said.start("name"), said.end("name")))
        taken = self._run(words)
        if taken and len(taken) == len(words) and words[0].group().lower() not in _OFFICE:
            yield self.found(taken[0].start(), _end(taken[-1]))

    def _by_list(self, text: str, start: int, name: str, *, strangers: bool) -> Iterator[Finding]:
        """A listed given name, with what follows it; after “met with”, also two strange capitalized words."""
        words = list(_WORD.finditer(text, start, start + len(name)))
        if not words or _TITLE.search(text[max(0, start - 24) : start]) or _AFTER.match(text, start + len(name)):
            return
        for place, word in enumerate(words):
            before = words[place - 1].group().lower() if place else ""
            if before in _OFFICE:
                return
            given = _is_given(word.group()) and before not in PLACE_WORDS
            has_surname = len(words) > place + 1 and _may_be_name(words[place + 1].group())
            if given and (word.group().lower() not in ALSO_WORDS or (has_surname and place == 0)):
                taken = self._run(words[place:])
                if taken:
                    yield self.found(taken[0].start(), _end(taken[-1]))
                return
        taken = self._run(words)
        if strangers and len([word for word in taken if word.group()[0].isupper()]) >= 2 and len(taken) == len(words):
            yield self.found(taken[0].start(), _end(taken[-1]))

    def _run(self, words: list[re.Match[str]]) -> list[re.Match[str]]:
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
