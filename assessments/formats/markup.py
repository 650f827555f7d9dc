"""HTML of other systems as our Markdown. What Markdown has no form for is kept as the HTML that our pages show too, or named as lost."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from lms.core.html_tree import Node, read_html
from lms.core.markdown_words import around, escaped, guarded

_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*"}
_KEPT = {"sup", "sub", "s", "del", "ins", "mark", "kbd", "small"}
_BLOCKS = {"p", "div", "section", "article", "figure", "figcaption", "center", "dd", "dt", "dl", "header", "footer", "main", "body", "fieldset", "form"}
_OWN = {"ul", "ol", "table", "blockquote", "pre", "hr", "h1", "h2", "h3", "h4", "h5", "h6"}
_NOTHING = {"script", "style", "head", "title", "meta", "link", "noscript", "template"}
_EMBEDDED = {"img", "audio", "video", "iframe", "object", "embed", "svg", "math", "canvas", "applet"}
_SCHEMES = re.compile(r"(?:https?://|mailto:)[^\s<>]+", re.IGNORECASE)
_TEX = re.compile(r"\$\$.+?\$\$|\\\(.+?\\\)|\\\[.+?\\\]", re.DOTALL)
_PLACE = re.compile(r"(?:@@PLUGINFILE@@|\$IMS-CC-FILEBASE\$|\$@FILEPHP@\$)/", re.IGNORECASE)
RECORDINGS = (".mp3", ".ogg", ".wav", ".m4a", ".mp4", ".webm")
TEX = "Formulas written in TeX are kept as they are typed; they are not drawn."


def media_name(path: str) -> str:
    """The name by which a draft knows the file at ``path`` of a package: its last part, made of plain characters."""
    name = re.sub(r"[^A-Za-z0-9_.-]+", "-", unquote(path).rsplit("/", 1)[-1]).lstrip("-.")
    stem, dot, ending = name.rpartition(".")
    return f"{stem[:50] or 'file'}.{ending.lower()}" if dot else name[:60]


def html_to_markdown(html: str) -> tuple[str, list[str]]:
    """``html`` as Markdown, and a sentence for each thing lost. Pictures become ``![alt](images/NAME)``, recordings a link to
    ``images/NAME``; whoever reads the file finds the bytes for ``used_media`` of the text. Never raises."""
    if "<" not in html and "&" not in html:
        text, lost = "  \n".join(guarded(line.strip()) for line in escaped(html).split("\n") if line.strip()), []
    else:
        writer = _Writer()
        text, lost = writer.blocks(read_html(html)), writer.lost
    return text, list(dict.fromkeys([*lost, *([TEX] if _TEX.search(html) else [])]))


def plain_words(html: str) -> tuple[str, list[str]]:
    """``html`` as one line of plain text, for places that hold no Markdown; what its markup showed is named as lost."""
    if "<" not in html and "&" not in html:
        return " ".join(html.split()), []
    tree = read_html(html)
    lost = [f"Formatting of “{_short(tree.words)}” is left out: plain text stands there."] if tree.every(*_MARKS, *_KEPT, *_OWN, "a", "code") else []
    pictures = [node.attributes.get("alt") or media_name(node.attributes.get("src", "")) for node in tree.every("img")]
    lost += [f"The picture “{name}” is left out: plain text stands in its place." for name in pictures]
    return " ".join(" ".join([tree.words, *pictures]).split()), lost


def used_media(*markdown: str) -> list[str]:
    """The names of the files that texts show as ``images/NAME``, each once."""
    return list(dict.fromkeys(name for text in markdown for name in re.findall(r"\]\(images/([^()\s]+)\)", text)))


class _Writer:
    """Writes one tree; ``lost`` collects what had no place."""

    def __init__(self) -> None:
        self.lost: list[str] = []

    def blocks(self, node: Node) -> str:
        return "\n\n".join(part for part in self._parts(node) if part.strip()).strip()

    def _parts(self, node: Node) -> Iterator[str]:
        """Paragraphs and other blocks; runs of inline children make a paragraph."""
        run: list[Node | str] = []
        for child in node.children:
            if isinstance(child, Node) and (child.tag in _OWN or child.tag in _BLOCKS or (child.tag not in _NOTHING and child.every(*_OWN, "p", "div"))):
                yield self._paragraph(run)
                run = []
                yield self._block(child)
            else:
                run.append(child)
        yield self._paragraph(run)

    def _paragraph(self, children: list[Node | str]) -> str:
        text = re.sub(r"[ \t\u00a0]+", " ", self._inline(children, "")).strip()
        return "  \n".join(guarded(part.strip()) for part in text.split("\n") if part.strip())

    def _block(self, node: Node) -> str:
        if node.tag in ("ul", "ol"):
            return "\n".join(self._list(node))
        if node.tag == "table":
            return self._table(node)
        if node.tag == "pre":
            return "\n".join(f"    {line}" for line in node.words.strip("\n").split("\n"))
        if node.tag == "blockquote":
            return "\n".join(f"> {line}".rstrip() for line in self.blocks(node).split("\n"))
        if node.tag == "hr":
            return "---"
        if re.fullmatch("h[1-6]", node.tag):
            return f"{'#' * min(5, max(2, int(node.tag[1])))} {' '.join(self._inline(node.children, '').split())}"
        return self.blocks(node)

    def _list(self, node: Node) -> Iterator[str]:
        for number, item in enumerate((one for one in node.nodes if one.tag == "li"), start=1):
            mark = f"{number}." if node.tag == "ol" else "-"
            yield f"{mark} {self.blocks(item)}".replace("\n\n", "\n").replace("\n", "\n    ")

    def _table(self, table: Node) -> str:
        rows = [[self._cell(cell) for cell in row.nodes if cell.tag in ("td", "th")] for row in table.every("tr")]
        rows = [row for row in rows if row]
        if not rows:
            return self._paragraph([" ".join(table.words.split())])
        if any(cell.attributes.get(name, "1") not in ("", "1") for cell in table.every("td", "th") for name in ("colspan", "rowspan")):
            self.lost.append("Merged cells of a table are shown as single cells.")
        width = max(map(len, rows))
        lines = ["| " + " | ".join(row + [""] * (width - len(row))) + " |" for row in rows]
        return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])

    def _cell(self, cell: Node) -> str:
        return self.blocks(cell).replace("|", "\\|").replace("  \n", "<br>").replace("\n", "<br>")

    def _inline(self, children: list[Node | str], inside: str) -> str:
        return "".join(escaped(one) if isinstance(one, str) else self._node(one, inside) for one in children)

    def _node(self, node: Node, inside: str) -> str:
        if node.tag in _NOTHING:
            return ""
        if node.tag == "br":
            return "\n"
        if node.tag in _EMBEDDED:
            return self._embedded(node)
        if node.tag == "a":
            return self._link(node, inside)
        return self._marked(node, inside)

    def _embedded(self, node: Node) -> str:
        if node.tag == "img":
            return self._picture(node)
        if node.tag in ("audio", "video"):
            return self._recording(node)
        self.lost.append(f"An embedded element (<{node.tag}>) is left out{': its words are kept' if node.words.strip() else ''}.")
        return escaped(node.words)

    def _marked(self, node: Node, inside: str) -> str:
        text = self._inline(node.children, inside + _MARKS.get(node.tag, ""))
        if node.tag in _MARKS:
            mark = _MARKS[node.tag]
            nested = mark in inside.replace("**", "") if mark == "*" else mark in inside
            return text if nested else around(text, mark, mark)
        if node.tag in ("code", "tt") and node.words.strip() and "`" not in node.words:
            return f"`{' '.join(node.words.split())}`"
        if node.tag == "input":
            self.lost.append("A form field inside the text is left out.")
        return around(text, f"<{node.tag}>", f"</{node.tag}>") if node.tag in _KEPT else text

    def _link(self, node: Node, inside: str) -> str:
        href, text = node.attributes.get("href", ""), self._inline(node.children, inside)
        if _SCHEMES.fullmatch(href) and text.strip():
            return around(text, "[", f"]({href.replace('(', '%28').replace(')', '%29')})")
        if _PLACE.match(href) and href.lower().endswith(RECORDINGS):
            return f"[{text.strip() or media_name(href)}](images/{media_name(_PLACE.sub('', href))})"
        if href:
            self.lost.append(f"The link of “{_short(node.words)}” is left out: it does not lead to a page of the web.")
        return text

    def _picture(self, node: Node) -> str:
        source, alt = node.attributes.get("src", ""), " ".join(node.attributes.get("alt", "").split())[:300]
        if re.match(r"https?:|//", source, re.IGNORECASE):
            self.lost.append(f"The picture {source[:200]} is left out: it is not in the file but on another site.")
            return escaped(f"[picture: {alt}]") if alt else ""
        if source.startswith("data:"):
            self.lost.append("A picture written into the text itself is left out.")
            return escaped(f"[picture: {alt}]") if alt else ""
        if not alt:
            self.lost.append(f"The picture “{media_name(source)}” has no words for people who do not see it. Add them.")
        return f"![{_bracketless(alt)}](images/{media_name(_PLACE.sub('', source))})" if source else ""

    def _recording(self, node: Node) -> str:
        sources = [one.attributes["src"] for one in [node, *node.every("source")] if one.attributes.get("src")]
        if not sources or re.match(r"https?:|//|data:", sources[0], re.IGNORECASE):
            self.lost.append("A recording is left out: it is not in the file but on another site.")
            return ""
        return f"[Recording: {_bracketless(media_name(sources[0]))}](images/{media_name(_PLACE.sub('', sources[0]))})"


def _bracketless(text: str) -> str:
    return re.sub(r"[\[\]\\`*_<>]", " ", text).strip()


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else line[:39] + "…"
