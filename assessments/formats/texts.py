"""The texts of an XML question as our Markdown, with the pictures and recordings that they show.

One ``Texts`` serves one question: it keeps what its texts lost and the files they need.
"""

import posixpath
from collections.abc import Callable
from copy import deepcopy
from html import escape
from urllib.parse import unquote
from xml.etree.ElementTree import Element, tostring

from assessments.formats.markup import html_to_markdown, media_name, plain_words

Find = Callable[[str], bytes | None]
"""The bytes of the file that a text of this question calls so; ``None`` where the package has none."""

_OUTSIDE = ("http:", "https:", "//", "data:", "mailto:")
_BLOCKS = frozenset("p div li tr h1 h2 h3 h4 h5 h6 blockquote pre dd dt table ul ol section article header footer caption".split())  # noqa: SIM905


def no_files(path: str) -> bytes | None:
    """Of a file that comes alone."""
    return None


class Texts:
    def __init__(self, find: Find = no_files) -> None:
        self.find = find
        self.media: dict[str, bytes] = {}
        self.lost: list[str] = []
        self._names: dict[str, str] = {}

    def markdown(self, source: Element | str | None) -> str:
        """What stands inside ``source`` (an element, or HTML) as Markdown."""
        if source is None:
            return ""
        html = source if isinstance(source, str) else self.html(source)
        text, lost = html_to_markdown(self._placed(html))
        self.lost += lost
        return text

    def plain(self, source: Element | str | None) -> str:
        """The same as one line without marks, for places that hold no Markdown."""
        if source is None:
            return ""
        text, lost = plain_words(source if isinstance(source, str) else self.html(source))
        self.lost += lost
        return text

    def words(self, html: str) -> str:
        """The plain words of HTML, for comparing and for saying which option is meant: what they leave out is not lost by it."""
        return plain_words(html)[0]

    def html(self, source: Element) -> str:
        """What stands inside ``source`` as HTML, its files under the names by which drafts know them."""
        copy = deepcopy(source)
        copy.tail = None
        _use_html(copy)
        for one in copy.iter():
            for name in ("src", "href") if one.tag in ("img", "audio", "video", "source", "a") else ():
                if one.get(name):
                    one.set(name, self.placed(one.get(name, "")))
        inner = escape(copy.text or "", quote=False)
        return inner + "".join(tostring(one, encoding="unicode", method="html") for one in copy)

    def placed(self, path: str) -> str:
        """The name of the file at ``path`` in this question, its bytes kept; ``path`` itself where it is not in the package."""
        if path.lower().startswith(_OUTSIDE):
            return path
        plain = unquote(path.partition("?")[0].partition("#")[0])
        if plain not in self._names:
            data = self.find(plain)
            if data is None:
                return path
            name = media_name(plain)
            while name in self.media and self.media[name] != data:
                name = f"x{name}"
            self._names[plain] = name
            self.media[name] = data
        return self._names[plain]

    def _placed(self, html: str) -> str:
        """HTML that came as text: its files are looked for by what stands in ``src``."""
        for quote in ('"', "'"):
            pieces = html.split(f"src={quote}")
            for place, piece in enumerate(pieces[1:], start=1):
                path, mark, rest = piece.partition(quote)
                pieces[place] = self.placed(path) + mark + rest
            html = f"src={quote}".join(pieces)
        return html


def paragraphs(source: Element) -> list[str]:
    """The plain words of each block in ``source``."""
    found = [""]
    _gather(source, found)
    return [text for one in found if (text := " ".join(one.split()))]


def beside(folder: str, path: str) -> str:
    """The member of a package that a file in ``folder`` calls ``path``."""
    return posixpath.normpath(posixpath.join(folder, path)).lstrip("/")


def _gather(source: Element, found: list[str]) -> None:
    found[-1] += source.text or ""
    for one in source:
        block = one.tag in _BLOCKS
        if block or one.tag == "br":
            found.append("")
        _gather(one, found)
        if block:
            found.append("")
        found[-1] += one.tail or ""


def _use_html(root: Element) -> None:
    """An ``object`` with a picture or a recording becomes what pages show it with."""
    for one in root.iter("object"):
        kind, data = one.get("type", ""), one.get("data", "")
        words = " ".join("".join(one.itertext()).split())
        if kind.startswith("image/") or data.lower().endswith((".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")):
            _become(one, "img", {"src": data, "alt": words})
        elif kind.startswith(("audio/", "video/")):
            _become(one, kind.partition("/")[0], {"src": data})


def _become(one: Element, tag: str, attributes: dict[str, str]) -> None:
    tail = one.tail
    one.clear()
    one.tag, one.tail = tag, tail
    one.attrib.update(attributes)
