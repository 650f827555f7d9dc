"""mammoth's HTML as a small tree."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_ALONE = {"img", "br"}


@dataclass
class Node:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)

    @property
    def words(self) -> str:
        """The text, with a line for each paragraph, item and break."""
        parts = [one if isinstance(one, str) else one.words for one in self.children]
        return "\n" if self.tag == "br" else "".join(parts) + ("\n" if self.tag in ("p", "li", "tr") else "")

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
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in _ALONE:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _ALONE and len(self.open) > 1:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read_html(html: str) -> Node:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.open[0]
