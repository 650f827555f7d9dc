"""The HTML of a set's texts, made once: sanitized, with references to law and glossary terms linked as in lessons."""

import re
from collections.abc import Iterable

from curriculum.citations.marking import Marker
from curriculum.queries.references import Directory, glossary_terms, words_of
from lms.core.markdown import render_markdown

_TITLE = re.compile(r"\A# +(?P<title>.+?)(?: +#+)? *(?:\n+|\Z)")
_FIRST_LEVEL = re.compile(r"(?m)^# +(?=\S)")
_MARKS = re.compile(r"[*_`]+(?=\S)|(?<=\S)[*_`]+")
_HEADING = re.compile(r"<(/?)h([2-4])>")


def titled(source: str, otherwise: str) -> tuple[str, str]:
    """The ``# heading`` that a text begins with, without its marks, and the rest of it; a further heading of that kind stands below it."""
    found = _TITLE.match(source)
    title, rest = (_MARKS.sub("", found["title"])[:255], source[found.end() :]) if found else (otherwise, source)
    return title, _FIRST_LEVEL.sub("## ", rest)


class Renderer:
    """Renders many sets with the authorities and terms read once. Raises ``Invalid`` for a text that no page can hold."""

    def __init__(self) -> None:
        self._directory = Directory()
        self._words = words_of(glossary_terms().values())

    def body(self, source: str, titles: Iterable[str]) -> str:
        """A set's own text. Its title stands on the page already; the heading of the part that is called ``titles[n]`` is named ``part-n``."""
        html = self._html(titled(source, "")[1])
        for number, title in enumerate(titles):
            said = render_markdown(title).removeprefix("<p>").removesuffix("</p>")
            html = html.replace(f"<h3>{said}</h3>", f'<h3 id="part-{number}">{said}</h3>', 1)
        return html

    def sheet(self, source: str) -> str:
        """A sheet's text below its title: its headings go one step down, as the title is one of the page's."""
        return _HEADING.sub(lambda tag: f"<{tag[1]}h{int(tag[2]) + 1}>", self._html(titled(source, "")[1]))

    def _html(self, source: str) -> str:
        """Each text by itself: whoever holds only that sheet finds its terms linked.

        Tables scroll on phones, reached by keyboard; the head of a column of labels is an empty cell, which is no head.
        """
        html = Marker(self._directory.href_of, self._words).mark(render_markdown(source)).replace("<th></th>", "<td></td>")
        return html.replace("<table>", '<div class="wide" tabindex="0"><table>').replace("</table>", "</table></div>")
