"""XML written for other programs: our Markdown as XHTML, identifiers that XML takes, numbers as decimals."""

import re
from decimal import Decimal, localcontext
from fractions import Fraction
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from lms.core.html_tree import Node, read_html
from lms.core.markdown import render_markdown

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_PICTURE = re.compile(r"!\[([^\]]*)\]\(images/([^()\s]+)\)")


def add_markdown(parent: Element, text: str) -> Element:
    """``text`` as XHTML inside ``parent``; a single paragraph without its ``p``."""
    pictures: list[tuple[str, str]] = []
    tree = read_html(render_markdown(_PICTURE.sub(lambda found: _kept(found, pictures), text)))
    nodes = [node for node in tree.children if isinstance(node, Node) or node.strip()]
    if len(nodes) == 1 and isinstance(nodes[0], Node) and nodes[0].tag == "p" and parent.tag not in ("itemBody", "div", "problem", "solution"):
        nodes = nodes[0].children
    _add(parent, nodes, pictures)
    return parent


def html_of(text: str) -> str:
    """``text`` as HTML, for places that hold it as text."""
    holder = add_markdown(Element("div"), text)
    return "".join(tostring(one, encoding="unicode", method="html") for one in holder)


def clean(text: str) -> str:
    """``text`` without what XML cannot hold."""
    return _NOT_XML.sub(" ", text)


def name_of(given: str) -> str:
    """``given`` as an XML name: one that begins with a figure or a sign is led by ``_``, which reading takes away."""
    return given if re.match(r"[A-Za-z]", given) else f"_{given}"


def decimal_of(number: Fraction) -> tuple[str, bool]:
    """``number`` with at most twelve decimals, and whether that is exact."""
    with localcontext() as context:
        context.prec = 60
        made = (Decimal(number.numerator) / Decimal(number.denominator)).quantize(Decimal(1).scaleb(-12))
    text = format(made, "f").rstrip("0").rstrip(".") or "0"
    return text, Fraction(text) == number


def bytes_of(root: Element) -> bytes:
    """The file of ``root``."""
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="utf-8", xml_declaration=False)


def indented(root: Element) -> Element:
    """``root`` in lines, for files without text that a blank would change."""
    indent(root)
    return root


def add(parent: Element, tag: str, text: str | None = None, **attributes: str) -> Element:
    made = SubElement(parent, tag, {name.rstrip("_").replace("__", ":"): clean(value) for name, value in attributes.items()})
    if text is not None:
        made.text = clean(text)
    return made


def _kept(found: re.Match[str], pictures: list[tuple[str, str]]) -> str:
    """A word for a picture: its address is not one of this site's, so rendering would leave it out."""
    pictures.append((found[1], found[2]))
    return f"xpicturex{len(pictures) - 1}x"


def _add(parent: Element, nodes: list[Node | str], pictures: list[tuple[str, str]]) -> None:
    for node in nodes:
        if isinstance(node, str):
            for place, piece in enumerate(re.split(r"xpicturex(\d+)x", clean(node))):
                if place % 2:
                    add(parent, "img", src=f"images/{pictures[int(piece)][1]}", alt=pictures[int(piece)][0])
                else:
                    _append(parent, piece)
            continue
        made = SubElement(parent, node.tag, {name: clean(value) for name, value in node.attributes.items() if _is_name(name)})
        _add(made, node.children, pictures)


def _append(parent: Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _is_name(name: str) -> bool:
    return re.fullmatch(r"[A-Za-z_][\w.-]*", name) is not None and name not in ("class", "loading", "decoding", "rel", "target")
