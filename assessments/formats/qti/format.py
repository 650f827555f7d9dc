"""QTI as formats: each reads every version; they differ in the version that they write."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO, ClassVar

from assessments.formats.base import Format, QuestionDraft, Refused
from assessments.formats.packages import is_archive
from assessments.formats.qti.asi.writing import write_bank
from assessments.formats.qti.contents import ITEMS, TESTS, read_contents
from assessments.formats.qti.writing.package import write_package
from assessments.formats.xml import root_name

_ROOTS = frozenset([*ITEMS, *TESTS, "questestinterop"])


class Qti(Format):
    """Written as a package of QTI 2.1, which most programs read."""

    key = "qti"
    label = "QTI 2.1 (package)"
    extensions: ClassVar[tuple[str, ...]] = (".zip", ".imscc", ".xml", ".qti")
    media_type = "application/zip"
    version: ClassVar[str] = "2.1"

    def fits(self, name: str, beginning: bytes) -> bool:
        if is_archive(beginning):  # what is in it stands at its end; ZIP is what QTI comes in
            return name.lower().endswith((".zip", ".imscc"))
        return root_name(beginning) in _ROOTS

    def read(self, source: BinaryIO) -> Iterator[QuestionDraft | Refused]:
        return read_contents(source)

    def write(self, questions: Iterable[QuestionDraft], out: BinaryIO) -> dict[str, tuple[str, ...]]:
        return write_package(questions, out, three=self.version == "3.0")


class Qti3(Qti):
    key = "qti_3"
    label = "QTI 3.0 (package)"
    version = "3.0"


class Qti12(Qti):
    """Written as Canvas and most other learning systems of today take it in."""

    key = "qti_1_2"
    label = "QTI 1.2 (Canvas)"
    version = "1.2"

    def write(self, questions: Iterable[QuestionDraft], out: BinaryIO) -> dict[str, tuple[str, ...]]:
        return write_bank(questions, out)
