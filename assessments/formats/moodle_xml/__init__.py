"""Moodle XML (https://docs.moodle.org/en/Moodle_XML_format), as Moodle's own ``qformat_xml`` writes and reads it."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO, ClassVar

from assessments.formats.base import Format, QuestionDraft, Refused
from assessments.formats.moodle_xml.reading import category_of, question_of
from assessments.formats.moodle_xml.writing import write_moodle_xml
from assessments.formats.xml import stream_xml


class MoodleXml(Format):
    key: ClassVar[str] = "moodle_xml"
    label: ClassVar[str] = "Moodle XML"
    extensions: ClassVar[tuple[str, ...]] = (".xml",)
    media_type: ClassVar[str] = "application/xml"

    def fits(self, name: str, beginning: bytes) -> bool:
        return b"<quiz" in beginning.replace(b"\0", b"")

    def read(self, source: BinaryIO) -> Iterator[QuestionDraft | Refused]:
        category = ""
        for element, _ in stream_xml(source, "question", root="quiz"):
            if element.get("type") == "category":
                category = category_of(element)
            else:
                yield question_of(element, category)

    def write(self, questions: Iterable[QuestionDraft], out: BinaryIO) -> dict[str, tuple[str, ...]]:
        return write_moodle_xml(questions, out)
