"""Open edX's OLX as a format."""

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO, ClassVar

from assessments.formats.base import Format, QuestionDraft, Refused
from assessments.formats.olx.contents import ROOTS, read_contents
from assessments.formats.olx.writing import write_library
from assessments.formats.packages import is_archive, named_early
from assessments.formats.xml import root_name

_MEMBER = re.compile(r"(?:^|/)(?:problem/[^/]+|course|library)\.xml$")


class Olx(Format):
    key = "olx"
    label = "Open edX (OLX)"
    extensions: ClassVar[tuple[str, ...]] = (".tar.gz", ".tgz", ".xml", ".zip")
    media_type = "application/gzip"

    def fits(self, name: str, beginning: bytes) -> bool:
        if is_archive(beginning):
            return name.lower().endswith((".tar.gz", ".tgz", ".tar")) or (
                name.lower().endswith(".zip") and any(_MEMBER.search(one) for one in named_early(beginning))
            )
        return root_name(beginning) in ROOTS

    def read(self, source: BinaryIO) -> Iterator[QuestionDraft | Refused]:
        return read_contents(source)

    def write(self, questions: Iterable[QuestionDraft], out: BinaryIO) -> dict[str, tuple[str, ...]]:
        return write_library(questions, out)
