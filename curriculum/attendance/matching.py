"""Who a name on a list of participants may be.

Constraint: a wrong match credits hours to somebody who was not there, so only two things are certain: the e-mail address
of one student, and a full name that one student alone has. Everything else is a suggestion with a score that a person
decides; what they decide is remembered by ``key_of``.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

CERTAIN = 100
SUGGESTED = 50
_ORIGINAL = re.compile(r"^(?P<shown>[^()]*)\((?P<original>[^()]+)\)\s*(?P<rest>.*)$")
_NOT_A_NAME = re.compile(r"\b(he|him|his|she|her|hers|they|them|theirs|iphone|ipad|android|phone|guest|host)\b")


@dataclass(frozen=True)
class Candidate:
    """A student of the cohort: ``key`` is the enrollment's public id; ``names`` are every form the name is known in."""

    key: str
    email: str
    first: str
    middle: str
    last: str
    preferred: str

    @property
    def full_names(self) -> set[str]:
        """First and last, with the middle name, and with the preferred name in the first one's place."""
        firsts = {self.first, f"{self.first} {self.middle}", self.preferred} - {""}
        return {plain(f"{first} {self.last}") for first in firsts if first.strip()}


@dataclass(frozen=True)
class Match:
    """``key`` of the best candidate (empty: none), how sure (0 to 100), and why in words. Only ``CERTAIN`` needs no person."""

    key: str
    score: int
    why: str

    @property
    def is_certain(self) -> bool:
        return self.score >= CERTAIN


def plain(name: str) -> str:
    """Small letters without accents, marks or double spaces; “Núñez-Costa, Ana” → “ana nunez costa”."""
    if name.count(",") == 1:
        last, first = name.split(",")
        name = f"{first} {last}"
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    words = re.sub(r"[^\w\s]|_", " ", bare.casefold()).split()
    return " ".join(words)


def spoken_names(name: str) -> list[str]:
    """The names a report shows for one person: “Annie (Ana Costa)” is called Annie and is Ana Costa."""
    found = _ORIGINAL.match(name)
    parts = [found["original"], found["shown"]] if found else [name]
    named = [plain(part) for part in parts]
    cleaned = [" ".join(_NOT_A_NAME.sub(" ", part).split()) for part in named]
    return [part for part in dict.fromkeys(cleaned) if part]


def key_of(name: str, email: str) -> str:
    """By what a decision about this line is remembered: the address where there is one, else the name as shown."""
    return f"mail:{email.strip().casefold()}" if email.strip() else f"name:{plain(name)}"


def best_match(name: str, email: str, candidates: Iterable[Candidate]) -> Match:
    """The candidate a line most likely is. Two who fit equally well are never certain."""
    people = list(candidates)
    address = email.strip().casefold()
    if address:
        known = [person for person in people if person.email.casefold() == address]
        if len(known) == 1:
            return Match(known[0].key, CERTAIN, "Same e-mail")
    scored = sorted(((*_score(name, person), person.key) for person in people), key=lambda found: (-found[0], found[2]))
    if not scored or scored[0][0] < SUGGESTED:
        return Match("", 0, "Nobody of this name")
    score, why, key = scored[0]
    if len(scored) > 1 and scored[1][0] == score:
        return Match(key, min(score, CERTAIN - 1), "Several students fit")
    return Match(key, score, why)


def _score(name: str, person: Candidate) -> tuple[int, str]:
    """The best of the names a line shows; with each rule its figure, from sure to doubtful."""
    return max((_score_one(spoken, person) for spoken in spoken_names(name)), default=(0, ""))


def _score_one(spoken: str, person: Candidate) -> tuple[int, str]:
    words = spoken.split()
    first, last, preferred = plain(person.first).split(), plain(person.last).split(), plain(person.preferred).split()
    if spoken in person.full_names and last:
        return CERTAIN, "Same full name"
    known = {*first, *last, *preferred, *plain(person.middle).split()}
    if last and set(words) in ({*first, *last}, {*preferred, *last}):
        return 90, "Same names in another order"
    if len(words) > 1 and set(words) <= known and set(words) & set(last):
        return 85, "Some of the names"
    if last and _is_initialed(words, first + preferred, last):
        return 70, "Initials"
    if len(words) == 1 and words[0] in {*first, *preferred}:
        return 55, "First name only"
    return 0, ""


def _is_initialed(words: list[str], firsts: list[str], last: list[str]) -> bool:
    """“A. Costa”, “Ana C.” and “Ana Costa R.” style: one part is a single letter that begins the other name."""
    if len(words) < 2:
        return False
    given, family = words[0], words[-1]
    fits_first = any(given == name or (len(given) == 1 and name.startswith(given)) for name in firsts)
    fits_last = family == last[-1] or family == last[0] or (len(family) == 1 and last[0].startswith(family))
    return fits_first and fits_last
