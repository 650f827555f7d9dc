"""The reader of citations that a higher app lends to question types: what a text cites, by normalized keys.

``curriculum`` registers the one it reads lessons with. Keys are compared letter by letter, so two readers must name the same
provision alike: ``INA § 208(a)`` and ``8 U.S.C. 1158 (a)`` are both ``8 USC 1158(a)``.
"""

from collections.abc import Callable

from lms.core.registry import Registry

Reader = Callable[[str], list[str]]
"""Text → the key of every citation in it, each once, in order of first mention."""

citation_readers: Registry[Reader] = Registry("reader of citations")


class NoReader(LookupError):
    """Nothing can read citations: a fault of the installation, not of an author or a student."""

    def __init__(self) -> None:
        super().__init__("No reader of citations is registered. curriculum registers one when Django starts: is it among INSTALLED_APPS?")


def read_citations(text: str) -> list[str]:
    """The keys that the registered readers find in ``text``, each once; raises ``NoReader`` when there is none."""
    if not len(citation_readers):
        raise NoReader
    return list(dict.fromkeys(key for reader in citation_readers for key in reader(text)))


def levels_inside(whole: str, part: str) -> int:
    """How many levels ``part`` stands below ``whole``: 2 for ``8 CFR 208.13(b)(1)`` in ``8 CFR 208.13``; 0 when it is not inside it.

    A section stands inside its part, ``8 CFR 208.13`` in ``8 CFR 208``, and never a paragraph of one section inside another's.
    """
    rest = part.removeprefix(whole)
    return rest.count("(") + rest.count(".") if rest != part and rest[:1] in ("(", ".") else 0


def is_within_section(whole: str, part: str) -> bool:
    """Whether ``whole`` is a section, or a paragraph of it, and ``part`` a paragraph below: true of ``8 CFR 208.13``, never of ``8 CFR 208``."""
    return levels_inside(whole, part) > 0 and part[len(whole)] == "("
