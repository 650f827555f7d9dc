"""Word lists of the guard, in small letters: which words are given names, which capitalized words never name a client, and which words are ordinary."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from unicodedata import combining, normalize

from spellchecker import SpellChecker


def _listed(name: str) -> frozenset[str]:
    return frozenset((Path(__file__).parent / name).read_text(encoding="utf-8").split())


GIVEN_NAMES = _listed("given_names.txt")
"""Given names common among the people whom immigration programs serve, and among those who serve them."""

COMMON_WORDS = _listed("common_words.txt")
"""Words that often begin with a capital and name nobody: agencies, forms, months, countries, roles."""

ALSO_WORDS = _listed("names_and_words.txt")
"""Given names that are words as well: in small letters, or alone, they name nobody."""

PLACE_WORDS = _listed("place_words.txt")
"""Words before a name that make it a place."""

PUBLIC_FIGURES = frozenset((Path(__file__).parent / "public_figures.txt").read_text(encoding="utf-8").splitlines())
"""Full names of people of public life whom a course on law and organizing speaks of."""

SURNAMES = _listed("surnames.txt")
"""Family names that are known in small letters too, after a word of respect: “la señora ramírez”."""

MATTERS = _listed("matters.txt")
"""Further parties of published decisions, too common as family names to be known without “Matter of” before them."""

NAMES_INSIDE = _listed("names_inside.txt") & ALSO_WORDS
"""Those of them that name somebody where they are capitalized inside a sentence: “we prepared Blessing”."""

DECISIONS = _listed("decisions.txt")
"""Parties by whose names published decisions are called."""

PEOPLES = _listed("peoples.txt")
"""Peoples and languages; some are given names as well."""

PLACES = _listed("places.txt")
"""Places and detention centers that an office for immigrants speaks of; some are names of persons as well."""

THINGS = (_listed("cities.txt") | PLACES | PEOPLES | _listed("products.txt")) - GIVEN_NAMES - SURNAMES
"""Places, peoples, languages, feasts, programs and abbreviations that dictionaries of ordinary words lack, and that are nobody’s name."""


def without_marks(word: str) -> str:
    """“josue” for “Josué”: people leave accents out, and put them where no list has them."""
    return "".join(sign for sign in normalize("NFD", word.lower()) if not combining(sign))


_GIVEN_PLAIN = frozenset(without_marks(name) for name in GIVEN_NAMES) - COMMON_WORDS
_SURNAMES_PLAIN = frozenset(without_marks(name) for name in SURNAMES) - COMMON_WORDS


def is_given(word: str) -> bool:
    """Whether the word, in whatever letters and with or without accents, is a listed given name."""
    return word.lower() in GIVEN_NAMES or without_marks(word) in _GIVEN_PLAIN


def is_surname(word: str) -> bool:
    return word.lower() in SURNAMES or without_marks(word) in _SURNAMES_PLAIN


@cache
def _dictionary(language: str) -> frozenset[str]:
    return frozenset(SpellChecker(language=language, distance=1).word_frequency.words())


_SMALL_WORDS = {
    "es": "el la los las del que con para por una un su sus mi se es en y me le como cuando pero hoy ayer fue muy más está nos lo al sobre",
    "pt": "o os uma um não com para que minha meu ela ele da do na no em é foi hoje sua seu",
}
_MARKS = {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}
_ENOUGH = 4
"""So many small words make a text Spanish or Portuguese; it may be English besides."""


def languages_of(words: Iterable[str]) -> tuple[str, ...]:
    """Languages whose words are ordinary in a text of these words: English always."""
    said = [word.lower() for word in words]
    return ("en", *(language for language, marks in _MARKS.items() if sum(word in marks for word in said) >= _ENOUGH))


def is_ordinary(word: str, languages: tuple[str, ...]) -> bool:
    """Whether ``word``, its parts, or what it is made of is a word of these languages, a thing, or listed as common. Possessives count as their word."""
    plain = word.lower().replace("’", "'").removesuffix("'s").removesuffix("s'")
    if plain in COMMON_WORDS or plain in THINGS or any(plain in _dictionary(language) for language in languages):
        return True
    parts = plain.split("-")
    if len(parts) > 1:
        return all(is_ordinary(part, languages) for part in parts if part)
    return any(stem in _dictionary("en") for stem in _stems(plain))


def _stems(word: str) -> Iterable[str]:
    """What remains of a word made from another: “redlined”, “unsworn”, “googling”."""
    for start in ("", "re", "un", "non", "pre", "co", "mis", "over", "sub", "inter", "anti"):
        rest = word.removeprefix(start)
        if rest == word and start:
            continue
        if start and len(rest) > 3:
            yield rest
        for end, instead in (
            ("ies", "y"),
            ("es", ""),
            ("s", ""),
            ("ed", ""),
            ("ed", "e"),
            ("ing", ""),
            ("ing", "e"),
            ("ly", ""),
            ("er", ""),
            ("ness", ""),
            ("less", ""),
        ):
            if rest.endswith(end) and len(rest) - len(end) > 3:
                yield rest.removesuffix(end) + instead
