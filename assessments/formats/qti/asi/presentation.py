"""What a QTI 1.2 item shows: its texts in order, and its responses with their labels."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from xml.etree.ElementTree import Element

from assessments.formats.texts import Texts

_TAGS = re.compile(r"</?(p|div|br|b|i|em|strong|span|ul|ol|li|img|table|sub|sup|a|h[1-6]|font|u|code|pre)\b[^>]*>", re.IGNORECASE)


@dataclass(frozen=True)
class Label:
    """An option of a response: its name and its text as HTML. New Quizzes of Canvas say of each how it is compared (``algorithm``) and shown (``shown``)."""

    name: str
    html: str
    algorithm: str = ""
    shown: str = ""


@dataclass
class Response:
    """``before`` is the HTML that stands before it; ``own`` what stands in it, such as the left side of a pair or the name of a blank."""

    element: Element
    name: str
    cardinality: str
    before: str
    own: str = ""
    labels: list[Label] = field(default_factory=list)

    @property
    def rendering(self) -> Element | None:
        return next((one for one in self.element.iter() if one.tag.startswith("render_")), None)

    @property
    def is_placed(self) -> bool:
        """Whether its options are areas of a picture."""
        return self.rendering is not None and self.rendering.tag == "render_hotspot"

    @property
    def wants_number(self) -> bool:
        kind = (self.rendering.get("fibtype") or "" if self.rendering is not None else "").lower()
        return self.element.tag == "response_num" or kind in ("integer", "decimal", "scientific")


@dataclass
class Shown:
    responses: list[Response]
    html: str


def read_presentation(item: Element, texts: Texts) -> Shown:
    """``html`` is the whole text of the item without its responses."""
    presentation = item.find("presentation")
    found = _Walk(texts)
    if presentation is not None:
        found.walk(presentation)
    whole = "".join([*(one.before for one in found.responses), found.pending])
    return Shown(found.responses, whole)


def material_html(holder: Element, texts: Texts) -> str:
    """The texts, pictures and recordings of every ``material`` in ``holder``, as HTML."""
    return "".join(_material(one, texts) for one in _materials(holder))


class _Walk:
    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self.pending = ""
        self.responses: list[Response] = []

    def walk(self, holder: Element) -> None:
        for one in holder:
            if one.tag in ("material", "material_ref"):
                self.pending += _material(one, self.texts)
            elif one.tag.startswith("response_"):
                self.responses.append(self._response(one))
            else:
                self.walk(one)

    def _response(self, one: Element) -> Response:
        made = Response(one, one.get("ident", ""), (one.get("rcardinality") or "Single").lower(), self.pending)
        self.pending = ""
        made.own = "".join(_material(part, self.texts) for part in one if part.tag == "material")
        written = made.rendering is not None and made.rendering.tag in ("render_fib", "render_slider")  # there a label only names the field
        for label in one.iter("response_label") if not written else ():
            made.labels.append(
                Label(label.get("ident", ""), material_html(label, self.texts), label.get("scoring_algorithm", ""), label.get("answer_type", ""))
            )
        inner = [_material(part, self.texts) for render in one if render.tag.startswith("render_") for part in render if part.tag == "material"]
        made.own += "".join(inner)
        return made


def _materials(holder: Element) -> Iterator[Element]:
    for one in holder:
        if one.tag == "material":
            yield one
        else:
            yield from _materials(one)


def _material(holder: Element, texts: Texts) -> str:
    return "".join(_piece(one, texts) for one in holder)


def _piece(one: Element, texts: Texts) -> str:
    if one.tag in ("mattext", "matemtext"):
        return f"<div>{_text_html(one, texts)}</div>"
    if one.tag == "matbreak":
        return "<br>"
    uri = escape(one.get("uri") or one.get("label") or "", quote=True)
    if one.tag == "matimage" and uri:
        return f'<img src="{uri}" alt="{escape(one.get("label") or "", quote=True)}">'
    if one.tag in ("mataudio", "matvideo") and uri:
        return f'<{one.tag[3:]} src="{uri}"></{one.tag[3:]}>'
    formatted = one.find("mat_formattedtext")  # Blackboard's
    if formatted is not None:
        return f"<div>{_text_html(formatted, texts)}</div>"
    if one.tag in ("matapplet", "matapplication", "mat_extension"):
        texts.lost.append("A program or an extension of its maker’s in the text is left out.")
    return ""


def _text_html(one: Element, texts: Texts) -> str:
    if len(one):
        return texts.html(one)
    text = one.text or ""
    kind = (one.get("texttype") or "text/plain").lower()
    if "html" in kind or _TAGS.search(text):  # some exports call HTML plain
        return text
    return escape(text, quote=False).replace("\n", "<br>")
