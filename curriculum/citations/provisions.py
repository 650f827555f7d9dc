"""When two names mean the same law, and when one provision is part of another.

``INA 208(a)`` and ``8 USC 1158(a)`` are one provision; its *canonical* name is that of title 8, the codified one.
"""

from collections.abc import Iterable
from functools import lru_cache

from curriculum.citations import extract_citations, find_references

_INSIDE = ("(", ".")


@lru_cache(maxsize=4096)
def canonical(key: str) -> str:
    """The one name under which a provision is compared: that of title 8 for an INA section, else the key itself."""
    found = extract_citations(key)
    return (found[0].same_as or found[0].key) if len(found) == 1 and found[0].text == key else key


def covers(whole: str, part: str) -> bool:
    """Whether ``part`` is ``whole`` or stands inside it: ``8 USC 1158`` covers ``8 USC 1158(a)(2)``. Both are canonical."""
    return part == whole or (part.startswith(whole) and part[len(whole)] in _INSIDE)


def wholes_of(part: str) -> list[str]:
    """Every provision that covers ``part``, the closest first: ``8 CFR 208.13(b)(1)``, ``8 CFR 208.13(b)``, ``8 CFR 208.13``, ``8 CFR 208``."""
    cuts = [place for place in range(len(part) - 1, 0, -1) if part[place] in _INSIDE and part[place - 1] != " "]
    return [part, *(part[:cut] for cut in cuts)]


def sections_around(part: str) -> list[str]:
    """The wholes of ``part`` within its section, the closest first: ``8 CFR 208.13(b)`` and ``8 CFR 208.13`` for ``8 CFR 208.13(b)(1)``.

    Part 208 as a whole is not among them: who cites a part of the CFR cites its subject, not each of its rules.
    """
    return [part[:cut] for cut in range(len(part) - 1, 0, -1) if part[cut] == "("]


def relation_to(changed: Iterable[str], cited: str) -> str:
    """How a citation stands to changed provisions, all canonical: ``it``, ``part``, ``whole``, or empty where none of them touches it."""
    found = set()
    for provision in changed:
        if cited == provision:
            return "it"
        if covers(provision, cited):
            found.add("part")
        elif cited in sections_around(provision):
            found.add("whole")
    return min(found, default="")  # “part” before “whole”


def references_in(text: str) -> dict[str, str]:
    """What a text refers to: canonical name → key as written, each once, in order of first mention."""
    found: dict[str, str] = {}
    for one in find_references(text):
        found.setdefault(one.same_as or one.key, one.key)
    return found
