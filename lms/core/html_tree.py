"""HTML as a small tree, read as browsers do where it is written carelessly: by programs of others, by hand, or to do harm."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_ALONE = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
_ENDS = {  # what the beginning of a tag ends, unless one of the others stands between
    "p": ({"p"}, {"div", "li", "td", "th", "blockquote", "body"}),
    "li": ({"li"}, {"ul", "ol", "body"}),
    "tr": ({"tr"}, {"table", "body"}),
    "td": ({"td", "th"}, {"tr", "table", "body"}),
    "th": ({"td", "th"}, {"tr", "table", "body"}),
}
MOST_DEEP = 100
"""Elements below this depth are read as if they stood one beside the other."""


@dataclass
class Node:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)

    @property
    def words(self) -> str:
        """The text, with a line for each paragraph, item and break."""
        parts = [one if isinstance(one, str) else one.words for one in self.children]
        return "\n" if self.tag == "br" else "".join(parts) + ("\n" if self.tag in ("p", "li", "tr", "div") else "")

    @property
    def nodes(self) -> list["Node"]:
        return [one for one in self.children if isinstance(one, Node)]

    def every(self, *tags: str) -> list["Node"]:
        """All descendants with one of ``tags``, in order."""
        return [found for one in self.nodes for found in ([one] if one.tag in tags else []) + one.every(*tags)]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node("body")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _ENDS:
            self._end(*_ENDS[tag])
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in _ALONE and len(self.open) < MOST_DEEP:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        self._end({tag}, {"body"})

    def _end(self, tags: set[str], borders: set[str]) -> None:
        for place in range(len(self.open) - 1, 0, -1):
            if self.open[place].tag in tags:
                del self.open[place:]
                return
            if self.open[place].tag in borders:
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read_html(html: str) -> Node:
    """The tree of ``html`` below one ``body``. Never raises; comments and declarations are left out."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.open[0]
