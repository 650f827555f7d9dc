"""A Moodle text with places in it as a text with gaps."""

import re
from collections.abc import Sequence
from typing import Any
from xml.etree.ElementTree import Element

from assessments.formats.base import Unfit
from assessments.formats.moodle_xml.texts import Texts
from assessments.formats.shares import Fitted, part_id
from lms.core.html_tree import read_html
from lms.core.wording import counted

MOST = 30
MOST_WORDS = 20
LONGEST_WORD = 300
_MARK = re.compile("\ufdd0(\\d+)\ufdd1")
_FORMATTED = ("b", "strong", "i", "em", "u", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "code", "pre", "sub", "sup", "a")


def marked(text: str, places: re.Pattern[str]) -> str:
    """``text`` with its n-th place as a mark that no markup disturbs, from 0."""
    numbers = iter(range(len(text)))
    return places.sub(lambda _: f"\ufdd0{next(numbers)}\ufdd1", re.sub("[\ufdd0\ufdd1]", "\ufffd", text))


def gaps_question(element: Element, texts: Texts, text: str, gaps: Sequence[dict[str, Any]], lost: Sequence[str] = ()) -> Fitted:
    """``text`` is marked; ``gaps`` are in its order and have no ids yet. Pictures of the text are left to the stem, in ``texts.media``."""
    if not gaps:
        raise Unfit("It is a text with gaps, and there is no gap in it.")
    if len(gaps) > MOST:
        raise Unfit(f"It has {len(gaps)} gaps; here a text has at most {MOST}.")
    tree, home = read_html(text), element.find("questiontext")
    said = list(lost)
    if tree.every(*_FORMATTED):
        said.append("The formatting of its text is left out: a text with gaps is plain.")
    if home is not None and tree.every("img"):
        texts.take_files(texts.written(text, "html"), home)
        said.append("The pictures of its text stand above it.")
    ids = [part_id(number) for number in range(len(gaps))]
    plain = _MARK.sub(lambda found: f"[[{ids[int(found[1])]}]]", _paragraphs(tree.words))
    return Fitted("fill_in_the_blanks", {"text": plain, "gaps": [{"id": key, **gap} for key, gap in zip(ids, gaps, strict=True)]}, tuple(said))


def _paragraphs(words: str) -> str:
    lines = [" ".join(line.split()) for line in words.replace("[[", "[ [").replace("]]", "] ]").split("\n")]
    return "\n\n".join(line for line in lines if line)


def choice_gap(options: Sequence[tuple[str, bool]]) -> dict[str, Any]:
    """A gap with words to choose from, and whether each is right. Raises ``Unfit``."""
    if not 2 <= len(options) <= MOST_WORDS:
        raise Unfit(f"A gap of it offers {counted(len(options), 'word')} to choose from; here 2 to {MOST_WORDS} are.")
    if any(not text or len(text) > LONGEST_WORD for text, _ in options):
        raise Unfit(f"A gap of it offers a word that is empty or longer than {LONGEST_WORD} characters.")
    return {"kind": "choice", "options": [{"id": part_id(n), "text": text, "correct": right} for n, (text, right) in enumerate(options)]}
