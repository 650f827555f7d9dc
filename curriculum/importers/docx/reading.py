"""One Word document, from its bytes to a lesson."""

import re
import zipfile
from typing import Any

import mammoth

from curriculum.importers.docx.losses import find_losses
from curriculum.importers.docx.package import LARGEST_PICTURE, NOT_WORD, Package
from curriculum.importers.docx.styles import Styles
from curriculum.importers.docx.tidying import tidy_document
from curriculum.importers.docx.writing import CALLOUT, LessonWriter
from curriculum.importers.finishing import finish
from curriculum.importers.pictures import clean_picture
from curriculum.importers.report import ImportedLesson, Picture, Report
from lms.core.errors import Invalid
from lms.core.html_tree import Node, read_html

MOST_PICTURES = 100
_CALLOUT_STYLES = {
    "note": "Note", "warning": "Warning", "law_changed": "Law Changed", "practice_tip": "Practice Tip", "example": "Example", "exercise": "Exercise",
    "summary": "Summary",
}  # fmt: skip
_STYLE_MAP = [
    "u => em", "strike => s", "p[style-name='Title'] => h1.title:fresh", "p[style-name='Subtitle'] => p:fresh",
    *(f"p[style-name='{name}'] => blockquote > p:fresh" for name in ("Quote", "Intense Quote", "Block Text", "Quotations")),
    *(f"p[style-name='{name}'] => p:fresh" for name in ("Body Text", "Normal (Web)", "No Spacing", "Plain Text", "Text body", "Default Paragraph Font")),
    *(f"r[style-name='{name}'] => em" for name in ("Emphasis", "Intense Emphasis", "Book Title")),
    *(f"p[style-name='{name}'] => p.caption:fresh" for name in ("caption", "Caption")),
    *(f"p[style-name='{name}'] => div.{CALLOUT}{kind} > p:fresh" for kind, name in _CALLOUT_STYLES.items()),
    *(f"p[style-name='{name} {level}'] => !" for level in range(1, 10) for name in ("toc", "TOC")),
]  # fmt: skip
_UNKNOWN_STYLE = re.compile(r"Unrecognised (?P<kind>paragraph|run) style: (?P<name>.+) \(Style ID: ")
_KNOWN_UNSTYLED = {"List Paragraph", "annotation text", "header", "footer", "Hyperlink", "FollowedHyperlink", "page number", "Default Paragraph Font"}


def read_docx(data: bytes, name: str) -> ImportedLesson:
    """The lesson that a document called ``name`` would make. Raises ``Invalid`` for whatever is no ordinary Word document."""
    package = Package(data)
    report = Report()
    lesson = ImportedLesson(_title_of(name), [], report)
    try:
        styles = Styles(package)
        find_losses(package, styles, report)
        html = _converted(package, styles, lesson)
    except (RecursionError, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, zipfile.BadZipFile):
        raise Invalid(NOT_WORD) from None  # a document that breaks Word's own rules
    body = read_html(html)
    nodes, notes = _parted(body.nodes)
    _take_title(lesson, nodes)
    levels = [int(node.tag[1]) for node in nodes if re.fullmatch("h[1-6]", node.tag)]
    LessonWriter(lesson, notes, 2 - min(levels, default=2)).write(nodes)
    return finish(lesson)


def _converted(package: Package, styles: Styles, lesson: ImportedLesson) -> str:
    report = lesson.report

    def keep_picture(image: Any) -> dict[str, str]:
        with image.open() as opened:
            picture = clean_picture(opened.read(LARGEST_PICTURE)) if len(lesson.pictures) < MOST_PICTURES else None
        if picture is None:
            report.lost(
                "picture", _named(image), "Left out: it is no PNG, JPEG, GIF or WebP picture of ordinary size. Save it as one and add it in the editor."
            )
            return {"src": ""}
        lesson.pictures.append(Picture(f"picture-{len(lesson.pictures) + 1}.{picture[0]}", picture[1]))
        return {"src": f"picture:{len(lesson.pictures) - 1}"}

    result = mammoth.convert_to_html(
        tidy_document(package, styles), style_map="\n".join(_STYLE_MAP), include_embedded_style_map=False, external_file_access=False,
        convert_image=mammoth.images.img_element(keep_picture),
    )  # fmt: skip
    for message in result.messages:
        found = _UNKNOWN_STYLE.match(message.message)
        if found and found["name"] not in _KNOWN_UNSTYLED:
            what = "Paragraphs" if found["kind"] == "paragraph" else "Words"
            report.lost("style", f"the style “{found['name']}”", f"{what} in this style become ordinary text.")
    return str(result.value)


def _named(image: Any) -> str:
    return f"the picture “{image.alt_text[:48]}”" if image.alt_text else "a picture"


def _parted(nodes: list[Node]) -> tuple[list[Node], dict[str, Node]]:
    """The text, and the notes that mammoth puts into a list at its end."""
    ids = [node for node in nodes if node.tag == "ol" and node.nodes and re.match("(foot|end)note-", node.nodes[0].attributes.get("id", ""))]
    notes = {item.attributes["id"]: item for node in ids for item in node.nodes if "id" in item.attributes}
    return [node for node in nodes if node not in ids], notes


def _take_title(lesson: ImportedLesson, nodes: list[Node]) -> None:
    """The title is the paragraph styled so, or the one top heading at the beginning; it leaves the text."""
    first = next((node for node in nodes if node.attributes.get("class") == "title"), None)
    top = [node for node in nodes if node.tag == "h1"]
    if first is None and len(top) == 1 and nodes[0] is top[0]:
        first = top[0]
    words = " ".join(first.words.split()) if first else ""
    if first is not None and words and not first.every("sup", "img"):
        lesson.title = words[:255]
        nodes.remove(first)
        lesson.report.saw("title")


def _title_of(name: str) -> str:
    stem = re.sub(r"\.\w+$", "", name.replace("\\", "/").rsplit("/", 1)[-1])
    return " ".join(re.sub(r"[_\s-]+", " ", stem).split())[:255] or "Imported lesson"
