"""What a person typed into the search box, read once and said in each database's own words.

Words must all occur, ``"two words"`` stand side by side, ``or`` is either, ``-word`` must not occur: as on the search engines people know.
Nothing that is typed is an error.
"""

import re
from dataclasses import dataclass, field

LONGEST = 200
_TOKEN = re.compile(r'(-?)"([^"]*)"|(\S+)')
# PostgreSQL's list for English: words it does not index and therefore never asks for; SQLite is asked the same
_STOP_WORDS = """
i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she her hers herself it its itself they them their theirs
themselves what which who whom this that these those am is are was were be been being have has had having do does did doing a an the and but if or
because as until while of at by for with about against between into through during before after above below to from up down in out on off over under
again further then once here there when where why how all any both each few more most other some such no nor not only own same so than too very s t
can will just don should now"""
_STOP = frozenset(_STOP_WORDS.split())


@dataclass
class Either:
    """Words and phrases that must all occur, and those that must not."""

    wanted: list[str] = field(default_factory=list)
    unwanted: list[str] = field(default_factory=list)


def read(text: str) -> list[Either]:
    """``'asylum "one year" -fee or withholding'`` → asylum and “one year” without fee, or withholding. Empty when nothing is asked."""
    groups = [Either()]
    for minus, phrase, word in _TOKEN.findall(text.replace("\0", " ")[:LONGEST]):
        if word.casefold() == "or":
            groups.append(Either())
            continue
        unwanted = bool(minus) or word.startswith("-")
        said = (phrase or word.lstrip("-")).replace('"', " ").strip()
        if _means_something(said):
            (groups[-1].unwanted if unwanted else groups[-1].wanted).append(said)
    return [group for group in groups if group.wanted]


def _means_something(said: str) -> bool:
    return any(part.casefold() not in _STOP for part in _parts(said))


def _parts(said: str) -> list[str]:
    return re.findall(r"\w+", said.replace("_", " "))


def for_sqlite(groups: list[Either]) -> str:
    """The question for FTS5: every word quoted, so that nothing typed is an operator."""
    return " OR ".join(_fts(group) for group in groups)


def _fts(group: Either) -> str:
    wanted = " AND ".join(_quoted(said) for said in group.wanted)
    return "(" + " NOT ".join([f"({wanted})", *(_quoted(said) for said in group.unwanted)]) + ")"


def _quoted(said: str) -> str:
    return '"' + " ".join(_parts(said)) + '"'


def for_postgresql(groups: list[Either]) -> str:
    """The question for ``websearch_to_tsquery``."""
    return " or ".join(" ".join([*(f'"{said}"' for said in group.wanted), *(f'-"{said}"' for said in group.unwanted)]) for group in groups)
