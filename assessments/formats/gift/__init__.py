"""GIFT, the text format of Moodle (https://docs.moodle.org/en/GIFT_format), as Moodle's own reader takes it."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO, ClassVar

from assessments.formats.base import Format, QuestionDraft, Refused
from assessments.formats.gift.blocks import blocks
from assessments.formats.gift.questions import question_of
from assessments.formats.gift.writing import write_gift
from assessments.formats.lines import text_lines


class Gift(Format):
    key: ClassVar[str] = "gift"
    label: ClassVar[str] = "GIFT"
    extensions: ClassVar[tuple[str, ...]] = (".gift", ".gift.txt", ".txt")

    def fits(self, name: str, beginning: bytes) -> bool:
        text = beginning.decode("utf-8", "replace")
        return name.lower().endswith((".gift", ".gift.txt")) or (name.lower().endswith(".txt") and "{" in text and "}" in text)

    def read(self, source: BinaryIO) -> Iterator[QuestionDraft | Refused]:
        for block in blocks(text_lines(source)):
            found = question_of(block)
            if found is not None:
                yield found

    def write(self, questions: Iterable[QuestionDraft], out: BinaryIO) -> dict[str, tuple[str, ...]]:
        return write_gift(questions, out)
