"""Word lists of the guard, in small letters: which words are given names, and which capitalized words never are."""

from pathlib import Path


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

SURNAMES = _listed("surnames.txt")
"""Family names that are known in small letters too, after a word of respect: “la señora ramírez”."""
