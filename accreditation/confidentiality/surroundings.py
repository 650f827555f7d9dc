"""Words around a name that say what it names, by meaning, from ``surroundings.txt``.

A line is a phrase: ``*`` stands for the rest of a word, ``(s)`` for a plural that may be there, ``[oa]`` for either letter. A meaning’s phrases become one
alternation, longest first, which the modules of names put into their patterns.
"""

import re
from pathlib import Path

_PIECES = ((r"\*", r"\w*"), (r"\(s\)", "s?"), (r"\[oa\]", "[oa]"), (r"\ ", r"\s+"), ("'", "['’]"))


def _pattern(phrase: str) -> str:
    pattern = re.escape(phrase)
    for written, meant in _PIECES:
        pattern = pattern.replace(written, meant)
    return pattern


def _read() -> dict[str, str]:
    phrases: dict[str, list[str]] = {}
    meaning = ""
    for line in (Path(__file__).parent / "surroundings.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]") and not line.startswith("[oa]"):
            meaning = line.strip("[]")
            phrases[meaning] = []
        elif line:
            phrases[meaning] += [phrase.strip() for phrase in line.split(",")]
    return {meaning: "(?:" + "|".join(_pattern(phrase) for phrase in sorted(set(found), key=len, reverse=True)) + ")" for meaning, found in phrases.items()}


_ALTERNATIONS = _read()


def words_of(meaning: str) -> str:
    """The alternation of every phrase of ``meaning``, without borders of words; ``KeyError`` for a meaning that the file does not have."""
    return _ALTERNATIONS[meaning]
