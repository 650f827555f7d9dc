"""How hard English sentences are to read: the Flesch-Kincaid grade, in years of American schooling.

``grade = 0.39 × words a sentence + 11.8 × syllables a word − 15.59`` (J. P. Kincaid, R. P. Fishburne, R. L. Rogers and B. S. Chissom,
“Derivation of new readability formulas …”, Naval Technical Training Command, Research Branch Report 8-75, 1975). Worked example: “The judge may
grant it. She may not.” has 8 words, 2 sentences and 8 syllables: 0.39 × 4 + 11.8 × 1 − 15.59 = −2.2; below grade 1, as every text of short plain words.

Constraint: no dictionary of sounds comes with Pathway, so syllables are counted by rules of spelling; they are right for nineteen of twenty
English words in ``tests/curriculum/checks/test_readability.py``, and what they miss on one side they mostly regain on the other.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

_PARAGRAPH = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d+[.)])\s)")
_ITEM = re.compile(r"^\s*(?:[-*+>]|\d+[.)])\s+")
_ABBREVIATION = re.compile(r"\b(?:[A-Z]|v|vs|Mr|Mrs|Ms|Dr|No|Nos|St|Dec|Cir|Inc|Jr|Sr|e\.g|i\.e|a\.m|p\.m|U\.S)\.", re.IGNORECASE)
_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]*[A-Z\d])")
_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’][A-Za-z]+)*")
_VOWELS = re.compile(r"[aeiouyà-ÿ]+")
# an e that is written and not spoken: filed, judge, names, statement, someone
_SILENT = re.compile(
    r"(?<=[^td])e(?=d$)|(?<=[^aeiouyl])e$|(?<=[aeiouy]l)e$|(?<=[^sxzcghl])e(?=s$)|(?<=[aeiouy]l)e(?=s$)|(?<=th)e(?=s$)"
    r"|(?<=[aeiouy][bcdfgklmnprstvz])e(?=ly$|ments?$|ful|less|ness|one$|thing$|where$|what$)"
)
# two vowels side by side that are two sounds: immigrant’s “i-a”, cl-i-ent, ser-i-ous, ann-u-al, vid-e-o, be-ing
_TWO_SOUNDS = re.compile(
    r"(?<![ctsg])i[ao](?!u|n$|ns$)|(?<=[ct])ia(?=t)|tio$|ri?ods?$|(?<![ctgx])iou|iu|í[ao]|(?<![ct])ie(?=ty?$|r$|nt|nc)|scie|socie|qui?e(?=t)"
    r"|(?<![gqs])ua|[^p]eo(?!us)|(?:id|ar)ea|crea(?=t)|eum|yee|[aeiouy]ing$|[^aeiouy]sm$"
)


def sentences(text: str) -> list[str]:
    """Sentences of plain text. A paragraph ends one; so does an item of a list, whatever it ends with."""
    found = []
    for paragraph in _PARAGRAPH.split(text):
        line = _ABBREVIATION.sub(lambda match: match[0].replace(".", ""), _ITEM.sub("", " ".join(paragraph.split())))
        found += [sentence for sentence in _END.split(line) if _WORD.search(sentence)]
    return found


def words_of(text: str) -> list[str]:
    """Words of letters; figures and signs have no syllables that a formula could count."""
    return _WORD.findall(text)


@lru_cache(maxsize=50_000)
def syllables(word: str) -> int:
    """How many syllables a word has, by its spelling; at least 1."""
    spoken = _SILENT.sub("", re.sub(r"['’](?:s|d|ll|ve|re|m)?$|['’]", "", word.lower()))
    return max(1, len(_VOWELS.findall(spoken)) + len(_TWO_SOUNDS.findall(spoken)))


def grade(text: str, known: Iterable[str] = ()) -> float:
    """The grade of ``text``; 0 for a text without words. ``known`` are words and phrases whose syllables are not counted."""
    parts = sentences(text)
    count = sum(len(words_of(part)) for part in parts)
    counted = words_of(_without(" ".join(parts), known))
    if not counted:
        return 0.0
    return 0.39 * count / len(parts) + 11.8 * sum(map(syllables, counted)) / len(counted) - 15.59


def _without(text: str, phrases: Iterable[str]) -> str:
    longest_first = sorted(phrases, key=len, reverse=True)
    if not longest_first:
        return text
    return re.sub(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", " ", text, flags=re.IGNORECASE)
