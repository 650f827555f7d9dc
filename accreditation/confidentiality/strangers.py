"""Names that no list knows.

A capitalized word that is no ordinary word of the text’s language, no place, people or product, and that stands where no place would stand,
is most likely somebody’s name. What stands around it decides (``docs/how-to/teach-the-confidentiality-guard.md``).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from accreditation.confidentiality.shapes import PARTICLE
from accreditation.confidentiality.surroundings import words_of
from accreditation.confidentiality.words import (
    ALSO_WORDS,
    COMMON_WORDS,
    NAMES_INSIDE,
    PLACE_WORDS,
    PLACES,
    THINGS,
    is_given,
    is_ordinary,
    is_surname,
    languages_of,
)

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_INITIAL = re.compile(r"[A-Z]\.?$")
_GAP = re.compile(rf"\s+(?:{PARTICLE}\s+)?$")
_GAP_OF_INITIALS = re.compile(r"\.?\s*$")
_PARTICLES = re.compile(rf"{PARTICLE}$|thi$|los$|las$", re.IGNORECASE)
_STARTS = re.compile(r"(?:^|[.!?:;\n•…]|[-–—]\s|[“\"(\[*_‘¿¡])\s*$")
PLACE_BEFORE = re.compile(rf"\b{words_of('place before')}\s+(?:the\s+|el\s+|la\s+|los\s+|las\s+)?$", re.IGNORECASE)
_FROM = re.compile(r"(?:^|\W)(?:\w+\s+)?(?:from|de)\s+$", re.IGNORECASE)
FROM_SOMEBODY = re.compile(rf"\b{words_of('from somebody')}\s+(?:from|de)\s+$", re.IGNORECASE)
_OF = re.compile(r"\b(?:of|to|a)\s+$", re.IGNORECASE)
_OF_SOMEBODY = re.compile(rf"\b{words_of('of somebody')}\s+(?:of|de)\s+(?:the\s+|los\s+|las\s+)?$", re.IGNORECASE)
_TO_SOMEBODY = re.compile(rf"\b{words_of('to somebody')}\s+(?:[\w’'-]+\s+){{0,3}}(?:to|a)\s+$", re.IGNORECASE)
_THE = re.compile(r"\b(?:the|a|an|this|each|every|some|any|no|el|la|los|las|un|una)\s+(?:[\w’'-]+\s+)?[“\"‘']?$", re.IGNORECASE)
ITS_CASE = re.compile(
    rf"(?:['’]s?)?\s+(?:(?:asylum|bond|merits|master|individual|removal|family|intake|declaration|U|T|VAWA|SIJ|TPS|I-\d+\w*)\s+)?{words_of('its case')}\b"
)
_THING_AFTER = re.compile(rf"(?:['’]s?)?[*_]*(?:\s+(?:and|or|y)\s+[A-Z]\w+)?\s+{words_of('thing after')}(?!\w)")
VERB_AFTER = re.compile(
    r"(?:['’]s\b|\s*,\s+(?:who|whose|a|an|my|our|her|his|from|then|y|quien|\d+)\b|\s+(?:and|y)\s+(?:I|me|her|his|yo)\b|"
    rf"\s+(?:(?:also|never|finally|still|then|just|has|had|was|no|ya|me|nos|se)\s+)*{words_of('what somebody does')}\b)"
)
_SURNAME_ENDING = re.compile(r"(?:enko|ov|ova|ev|eva|yan|zadeh|zada|oglu|escu|vić|vic|ski|sky|shvili|dze|imi|zai|pour|nejad|uddin|ullah)$")
_SYLLABLES = re.compile(r"\b(?:[A-Z][a-z]{1,5}\s+[A-Z][a-z]{1,5}-[a-z]{2,6}|[A-Z][a-z]{1,5}-[a-z]{2,6}\s+[A-Z][a-z]{1,5})\b")
_OF_ONE_SYLLABLE = frozenset(
    {"park", "kim", "lee", "yi", "jung", "han", "son", "min", "moon", "song", "oh", "ko", "ha", "do", "nam", "bang", "long", "lin", "ma", "he", "du", "fu"}
)
_BEFORE_A_WORD = re.compile(r"(?:[A-Z][\w’'-]*|\bof|\b(?:about|on|called|titled|is|was|means|of)\s+[“\"*_])\s+$")
_FIGURE_AFTER = re.compile(r"\s+(?:\d|[A-Z])")
_FIGURE = re.compile(r"\d\s*$")  # “138 S. Ct.”: a reporter, not a person
_NEXT_IN_A_LIST = re.compile(r",?\s*(?:and\s+|or\s+|y\s+)?([A-ZÀ-Ý][\w’'-]+)")
_IN_A_LIST = re.compile(r"(\w)\s*(?:,|,?\s+(?:and|or|y|e|&)|/|–)\s*$")


LOOKS_BACK = 120
"""So many characters before a word may tell what it is."""


@dataclass(frozen=True)
class Token:
    """A word of a text: ``text[start:end]``."""

    start: int
    end: int
    text: str

    @property
    def plain(self) -> str:
        return self.text.lower().replace("’", "'").removesuffix("'s")


@dataclass(frozen=True)
class Run:
    """Capitalized words that stand together, with particles and initials between them."""

    tokens: tuple[Token, ...]

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        last = self.tokens[-1]
        return last.end - 2 if last.text.endswith(("'s", "’s")) else last.end


def before(text: str, place: int) -> str:
    """What stands before ``place``, as far as any rule looks back, so that a long text costs no more a word than a short one."""
    return text[max(0, place - LOOKS_BACK) : place]


def looks_like_a_name(word: str) -> bool:
    """One capital at the front; more only after a hyphen, an apostrophe, “Mc” and their like."""
    word = re.sub(r"^(?:al|el|ul|as|ad|an|ash|ar|at|az|bin)[-'’](?=[A-Z])", "", word)
    if not word[0].isupper() or len(word) < 2:
        return False
    parts = re.split(r"['’-]", re.sub(r"^(?:Mc|Mac|De|Di|La|Le|Al|El)(?=[A-Z])", "", word.removesuffix("'s").removesuffix("’s")))
    return all(part[1:] == part[1:].lower() for part in parts if part)


def strangers(text: str) -> Iterator[Run]:
    """Runs of ``text`` that name somebody whom no list knows."""
    tokens = [Token(said.start(), said.end(), said.group()) for said in _WORD.finditer(text)]
    languages = languages_of(token.text for token in tokens)
    yield from _of_syllables(text)
    named: set[int] = set()
    passed: set[int] = set()
    for run in _runs(text, tokens):
        for piece in _by_itself(text, run, languages):
            if _names_somebody(Sighting(text, piece, languages), named, passed):
                named.add(piece.end)
                yield piece
            else:
                passed.add(piece.tokens[-1].end)


def _of_syllables(text: str) -> Iterator[Run]:
    """“Park Sung-ho”, “Eun-ji Park”: words that may all be ordinary ones."""
    for said in _SYLLABLES.finditer(text):
        pair = tuple(Token(said.start() + word.start(), said.start() + word.end(), word.group()) for word in _WORD.finditer(said.group()))
        given, family = sorted(pair, key=lambda token: "-" not in token.text)
        if not is_ordinary(given.text.split("-")[1], ("en",)) or is_surname(family.plain) or family.plain in _OF_ONE_SYLLABLE:
            yield Run(pair)


def _runs(text: str, tokens: list[Token]) -> Iterator[Run]:
    run: list[Token] = []
    for token in tokens:
        is_part = looks_like_a_name(token.text) or (_INITIAL.match(token.text) is not None and token.text != "I")
        gap = _GAP_OF_INITIALS if run and _INITIAL.match(run[-1].text) else _GAP
        if run and not (is_part and gap.match(text[run[-1].end : token.start])):
            yield Run(tuple(run))
            run = []
        if is_part:
            run.append(token)
    if run:
        yield Run(tuple(run))


def _by_itself(text: str, run: Run, languages: tuple[str, ...]) -> Iterator[Run]:
    """The run without ordinary words at its front, if it begins a sentence or they are verbs of the writer; none if only initials are left."""
    tokens = list(run.tokens)
    starts = bool(_STARTS.search(before(text, run.start)))
    while tokens and ((starts and _may_begin(tokens[0], tokens, languages)) or tokens[0].plain in COMMON_WORDS or tokens[0].plain in PLACE_WORDS):
        if tokens[0].plain in PLACE_WORDS and len(tokens) > 1:
            return
        tokens.pop(0)
        starts = False
    while tokens and (_INITIAL.match(tokens[-1].text) or (len(tokens) > 1 and tokens[-1].plain in COMMON_WORDS)):
        tokens.pop()
    if tokens and any(len(token.text) > 2 for token in tokens):
        yield Run(tuple(tokens))


def _may_begin(first: Token, tokens: list[Token], languages: tuple[str, ...]) -> bool:
    """Whether the first word of a sentence is an ordinary word rather than the first of a name."""
    if _INITIAL.match(first.text):
        return False
    if is_given(first.plain) and first.plain not in ALSO_WORDS:
        return False
    if first.plain in ALSO_WORDS and len(tokens) > 1:
        return False
    return is_ordinary(first.text, languages)


def _is_strange(token: Token, languages: tuple[str, ...]) -> bool:
    if (len(token.text) < 3 and not is_surname(token.plain)) or token.plain in COMMON_WORDS:
        return False
    parts = token.plain.split("-")
    is_double = len(parts) > 1 and any(is_surname(part) or is_given(part) for part in parts) and all(part[:1].isupper() for part in token.text.split("-"))
    return is_surname(token.plain) or is_double or not is_ordinary(token.text, languages)


def _belongs(token: Token, run: Run, strange: list[Token]) -> bool:
    """Whether an ordinary word may stand in a name: “Blessing Okonkwo”, “de la”, “Cho Min-jun”."""
    return (
        token in strange
        or is_given(token.plain)
        or token.plain in ALSO_WORDS
        or is_surname(token.plain)
        or _PARTICLES.match(token.text) is not None
        or ("-" in token.text and run.tokens[0] in strange)
    )


@dataclass
class Sighting:
    """A run where it stands: what the rules below look at."""

    text: str
    run: Run
    languages: tuple[str, ...]

    @cached_property
    def words(self) -> list[Token]:
        """Without initials."""
        return [token for token in self.run.tokens if not _INITIAL.match(token.text)]

    @cached_property
    def strange(self) -> list[Token]:
        return [token for token in self.words if _is_strange(token, self.languages)]

    @cached_property
    def before(self) -> str:
        return before(self.text, self.run.start)

    @cached_property
    def at_start(self) -> bool:
        return _STARTS.search(self.before) is not None

    @cached_property
    def last(self) -> Token:
        return self.run.tokens[-1]

    def is_followed(self, pattern: re.Pattern[str]) -> bool:
        return pattern.match(self.text, self.last.end) is not None

    def follows(self, *patterns: re.Pattern[str]) -> bool:
        return any(pattern.search(self.before) for pattern in patterns)


Rule = Callable[[Sighting], bool | None]
"""Whether the run names somebody; ``None`` leaves it to the next rule."""


def _initial_and_family_name(seen: Sighting) -> bool | None:
    """“J. Mukasa”."""
    has_initial = _INITIAL.match(seen.run.tokens[0].text) is not None
    return bool(seen.strange) if has_initial and len(seen.words) == 1 and not seen.follows(_FIGURE) else None


def _name_inside(seen: Sighting) -> bool | None:
    """“We prepared Blessing”, not “the Grace period”."""
    if len(seen.words) != 1 or seen.last.plain not in NAMES_INSIDE or seen.at_start:
        return None
    return not (seen.follows(_THE, PLACE_BEFORE, _BEFORE_A_WORD) or seen.is_followed(_FIGURE_AFTER))


def _thing(seen: Sighting) -> bool | None:
    """Ordinary words, “the Nduga region”, “Docketwise Pro”, “Fenway Park”."""
    if not seen.strange or (seen.is_followed(_THING_AFTER) and not seen.is_followed(ITS_CASE)):
        return False
    has_listed = len(seen.words) > 1 and any(is_given(token.plain) or is_surname(token.plain) for token in seen.words)
    return None if has_listed or all(_belongs(token, seen.run, seen.strange) for token in seen.words) else False


def _several_words(seen: Sighting) -> bool | None:
    if len(seen.words) < 2:
        return None
    if (listed := _IN_A_LIST.search(seen.before)) and seen.before[: listed.end(1)].rsplit(maxsplit=1)[-1].lower() in THINGS:
        return False
    return not seen.follows(PLACE_BEFORE) or any(is_given(token.plain) or is_surname(token.plain) for token in seen.words)


def _has_something(seen: Sighting) -> bool | None:
    """“the Petrosyan case”, “Hovsep’s testimony”."""
    owns = seen.last.text.endswith(("'s", "’s")) and not seen.at_start and not seen.follows(PLACE_BEFORE)
    return True if owns or seen.is_followed(ITS_CASE) else None


def _begins(seen: Sighting) -> bool | None:
    """At the start of a sentence, only who does something; after a colon, a list of people."""
    if not seen.at_start:
        return None
    is_apart = seen.languages == ("en",) and seen.text[seen.last.end : seen.last.end + 1] == ","
    return seen.is_followed(VERB_AFTER) or seen.before.rstrip().endswith(":") or is_apart


def _after_a_place(seen: Sighting) -> bool | None:
    """“in Nduga” is a place, “the denial in Ibrahimi” is not."""
    if not seen.follows(PLACE_BEFORE):
        return None
    is_listed = any(is_surname(part) or is_given(part) for part in (seen.last.plain, *seen.last.plain.split("-")))
    return seen.last.plain not in PLACES and (is_listed or _SURNAME_ENDING.search(seen.last.plain) is not None)


def _after_an_article(seen: Sighting) -> bool | None:
    """“the Sahel”, but “los Hernández”."""
    return (is_surname(seen.last.plain) and seen.last.plain not in PLACES) if seen.follows(_THE) else None


def _in_quotes(seen: Sighting) -> bool | None:
    """A word of which the text speaks as a word."""
    return False if seen.before[-1:] in ('"', "“", "‘") and seen.text[seen.last.end : seen.last.end + 1] in ('"', "”", "’") else None


def _of_or_to_somebody(seen: Sighting) -> bool | None:
    """“the aunt of Nahomi”, “explained it to Parwiz”."""
    return True if seen.follows(_OF_SOMEBODY, FROM_SOMEBODY, _TO_SOMEBODY) else None


def _of_or_to_something(seen: Sighting) -> bool | None:
    """What else follows “of”, “from” and “to” may be a place, unless it is listed."""
    return (is_given(seen.last.plain) or is_surname(seen.last.plain)) if seen.follows(_FROM, _OF) else None


def _among_places(seen: Sighting) -> bool | None:
    """“Ambazonia, Bamenda, the ghost towns”."""
    following = _NEXT_IN_A_LIST.match(seen.text, seen.last.end)
    return False if following and following[1].lower() in THINGS else None


_ALONE: tuple[Rule, ...] = (_initial_and_family_name, _name_inside, _thing, _several_words, _has_something, _begins)
_IN_A_SENTENCE: tuple[Rule, ...] = (_in_quotes, _of_or_to_somebody, _among_places, _after_a_place, _after_an_article, _of_or_to_something)


def _names_somebody(seen: Sighting, named: set[int], passed: set[int]) -> bool:
    """``named`` and ``passed`` are the ends of runs before it: who stands in a list is what the others of the list are."""
    for rule in _ALONE:
        if (verdict := rule(seen)) is not None:
            return verdict
    if (listed := _IN_A_LIST.search(seen.before)) is not None:
        end = listed.end(1) + seen.run.start - len(seen.before)
        if end in named:
            return True
        other = seen.before[: listed.end(1)].rsplit(maxsplit=1)[-1]
        if other[:1].isupper() or end in passed:
            return is_given(other) or other.lower() in NAMES_INSIDE
    return next((verdict for rule in _IN_A_SENTENCE if (verdict := rule(seen)) is not None), True)
