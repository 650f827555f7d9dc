"""A file of QTI 1.2: its items one at a time, each with the assessment, bank and sections that it stands in."""

from collections.abc import Iterator
from typing import IO
from xml.etree.ElementTree import Element

from assessments.formats.base import QuestionDraft, Refused
from assessments.formats.qti.asi.items import read_asi_item
from assessments.formats.qti.asi.metadata import is_passage
from assessments.formats.qti.asi.passages import Passages
from assessments.formats.qti.asi.presentation import material_html
from assessments.formats.texts import Find, Texts, no_files
from assessments.formats.xml import stream_xml

_HOLDERS = ("assessment", "objectbank", "section")
_UNNAMED = ("", "root_section", "main")


def read_asi(source: IO[bytes], find: Find = no_files) -> Iterator[QuestionDraft | Refused]:
    """Memory grows with the largest item, not with the file. Raises ``Invalid`` where the file is not well formed."""
    passages = Passages()
    for item, within in stream_xml(source, "item"):
        texts = Texts(find)
        if is_passage(item):
            passages.keep(item)
            continue
        before, missing = passages.before(item, within, texts)
        yield read_asi_item(item, texts, _category(within), _shown_before(within, texts) + before, [*_lost(within), *missing])
    for item in passages.unread():
        yield read_asi_item(item, Texts(find))


def _category(within: tuple[Element, ...]) -> str:
    titles = [_title(one) for one in within if one.tag in _HOLDERS]
    return " / ".join(title for at, title in enumerate(titles) if title.lower() not in _UNNAMED and title not in titles[:at])[:200]


def _title(one: Element) -> str:
    if one.get("title"):
        return " ".join(one.get("title", "").split())
    for field in one.iterfind("./qtimetadata/qtimetadatafield"):
        if (field.findtext("fieldlabel") or "").strip() == "bank_title":
            return " ".join((field.findtext("fieldentry") or "").split())
    return ""


def _shown_before(within: tuple[Element, ...], texts: Texts) -> str:
    """A passage that a section shows before its questions."""
    return "".join(material_html(one, texts) for section in within if section.tag == "section" for one in section.iterfind("presentation_material"))


def _lost(within: tuple[Element, ...]) -> list[str]:
    found = []
    for section in within:
        drawn = section.find("./selection_ordering/selection/selection_number")
        if drawn is not None and (drawn.text or "").strip():
            found.append(f"Its group draws {(drawn.text or '').strip()} of its questions for each student; here each question stands in the bank by itself.")
    return found
