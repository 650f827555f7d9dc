"""The texts and files of one Moodle question."""

import binascii
import re
from base64 import b64decode
from xml.etree.ElementTree import Element

from assessments.formats.base import Unfit
from assessments.formats.markup import html_to_markdown, media_name, plain_words, used_media
from lms.core.markdown_words import written_plainly

LONGEST = 1_000_000  # as a line of a text file
_PLUGIN_FILE = re.compile(r"\]\(@@PLUGINFILE@@/([^()\s]+)\)")


def said_in(parent: Element | None, tag: str = "") -> str:
    """The characters of ``<tag><text>…</text></tag>``, or of ``<tag>…</tag>`` where there is no ``text``."""
    element = parent if parent is None or not tag else parent.find(tag)
    if element is None:
        return ""
    text = element.find("text")
    return ("".join((text if text is not None else element).itertext())).strip()


class Texts:
    """Reads the texts of one question as Markdown. ``media`` and ``lost`` collect what they show and what they lose."""

    def __init__(self) -> None:
        self.media: dict[str, bytes] = {}
        self.lost: list[str] = []

    def markdown(self, parent: Element | None, tag: str = "") -> str:
        element = parent if parent is None or not tag else parent.find(tag)
        if element is None:
            return ""
        return self.take_files(self.written(said_in(element), element.get("format") or "html"), element)

    def written(self, text: str, kind: str) -> str:
        """``text`` of a Moodle text format as Markdown; raises ``Unfit``."""
        if len(text) > LONGEST:
            raise Unfit("One of its texts is longer than a million characters.")
        if kind == "markdown":
            return _PLUGIN_FILE.sub(lambda found: f"](images/{media_name(found[1])})", text)
        if kind == "plain_text" or not re.search(r"[<&]", text):
            return written_plainly(text) if kind != "html" else written_plainly(" ".join(text.split()))
        if kind == "moodle_auto_format" and not re.search(r"<(?:p|div|br|table|ul|ol|li|pre)\b", text, re.IGNORECASE):
            text = text.replace("\n", "<br>")
        markdown, lost = html_to_markdown(text)
        self.lost += lost
        return markdown

    def words(self, element: Element | None) -> str:
        """One line of plain text."""
        if element is None:
            return ""
        if element.get("format") in ("plain_text", "markdown"):
            return " ".join(said_in(element).split())
        words, lost = plain_words(said_in(element))
        self.lost += lost
        return words

    def old_picture(self, element: Element) -> str:
        """The one picture that Moodle 1.9 kept beside the text of a question, as Markdown; empty where there is none in the file."""
        path = said_in(element, "image")
        if not path:
            return ""
        data = _decoded(said_in(element, "image_base64"))
        if not data:
            self.lost.append(f"Its picture {path[:100]} is left out: it is not in the file.")
            return ""
        self.media[media_name(path)] = data
        return f"![](images/{media_name(path)})"

    def take_files(self, markdown: str, element: Element) -> str:
        """``markdown`` with the files of ``element`` that it shows taken along; of two files of one name each keeps its own."""
        files = {media_name(file.get("name", "")): file for file in element.findall("file")}
        for name in used_media(markdown):
            data = _bytes_of(files[name]) if name in files else None
            if data is None:
                continue
            own = name if self.media.get(name, data) == data else f"{len(self.media)}-{name}"
            markdown = markdown.replace(f"(images/{name})", f"(images/{own})")
            self.media[own] = data
        return markdown


def _bytes_of(file: Element) -> bytes | None:
    return _decoded("".join(file.itertext())) if file.get("encoding", "base64") == "base64" else None


def _decoded(text: str) -> bytes | None:
    try:
        return b64decode(text, validate=False)
    except (binascii.Error, ValueError):
        return None


def file_of(element: Element) -> tuple[str, bytes | None]:
    """Name and bytes of the first file straight below ``element``."""
    file = element.find("file")
    return ("", None) if file is None else (media_name(file.get("name", "")), _bytes_of(file))
