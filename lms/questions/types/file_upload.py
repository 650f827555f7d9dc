"""Files that a person marks by a rubric. Response: ``{"files": [{"id", "type", "name", "size", "sha256"}, …]}`` in the order they were sent.

Files are sent one at a time, apart from the form, by whoever keeps them (``lms/questions/files.py``): a form that could name files could name
those of somebody else.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, model_validator

from lms.core.wording import counted
from lms.questions.base import QuestionType
from lms.questions.content import Content, LongMarkdown, refuse_repeated
from lms.questions.errors import InvalidResponse
from lms.questions.files import FILE_TYPES, MOST_FILES, MOST_MEGABYTES, AnswerFile, FileType, file_said
from lms.questions.grades import Grade, PartGrade
from lms.questions.rendering import Rendered, html_of
from lms.questions.responses import ODD_SHAPE, Form, Response, only
from lms.questions.rubric import Criterion, Points, Rubric, grade_by_rubric
from lms.questions.text import clean_text, in_one_line

LONGEST_NAME = 120  # characters, as the vault keeps names
_PARTS = {field.name for field in fields(AnswerFile)}
_ID = re.compile(r"[A-Za-z0-9_-]{1,22}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


class FileUploadContent(Content):
    """``maximum_megabytes`` is for each file; a megabyte is 1 000 000 bytes."""

    accepts: Annotated[list[FileType], Field(min_length=1, max_length=len(FILE_TYPES))] = ["pdf"]
    maximum_files: Annotated[int, Field(ge=1, le=MOST_FILES)] = 1
    maximum_megabytes: Annotated[int, Field(ge=1, le=MOST_MEGABYTES)] = 10
    rubric: Rubric
    model_answer: LongMarkdown = ""

    @model_validator(mode="after")
    def _once_each(self) -> Self:
        if len(set(self.accepts)) != len(self.accepts):
            raise ValueError("a type of file is named twice")
        refuse_repeated([criterion.id for criterion in self.rubric], "rows of the rubric")
        return self


class FileUpload(QuestionType[FileUploadContent]):
    key = "file_upload"
    label = "File upload"
    description = "One file or several, such as a filled-in form or a brief, marked by an instructor with a rubric."
    content_class = FileUploadContent
    takes_files: ClassVar[bool] = True

    def markdown_fields(self, content: FileUploadContent) -> dict[str, str]:
        texts = {"model_answer": content.model_answer}
        texts |= {f"rubric.{criterion.id}.guidance": criterion.guidance for criterion in content.rubric}
        return {path: text for path, text in texts.items() if text}

    def parse(self, form: Form, name: str) -> Any:
        return None  # whatever it says; see above

    def normalize(self, content: FileUploadContent, response: Any) -> Response:
        files = [] if response is None else only(response, "files")
        if not isinstance(files, list):
            raise InvalidResponse(ODD_SHAPE)
        if len(files) > content.maximum_files:
            raise InvalidResponse(f"At most {counted(content.maximum_files, 'file')} can be sent here.")
        checked = [_checked(file, content.accepts) for file in files]
        if len({file["id"] for file in checked}) != len(checked):
            raise InvalidResponse(ODD_SHAPE)
        return {"files": checked}

    def is_answered(self, content: FileUploadContent, response: Response) -> bool:
        return bool(response["files"])

    def grade(self, content: FileUploadContent, response: Response) -> Grade:
        """``None`` for a person to mark; no file needs no marker and earns nothing."""
        share = None if self.is_answered(content, response) else Fraction(0)
        return Grade(share, tuple(PartGrade(criterion.id, share, weight=criterion.points) for criterion in content.rubric))

    def rubric(self, content: FileUploadContent) -> list[Criterion]:
        return list(content.rubric)

    def mark(self, content: FileUploadContent, response: Response, points: Mapping[str, Points]) -> Grade:
        return grade_by_rubric(content.rubric, points)

    def explain(self, content: FileUploadContent, response: Response, grade: Grade) -> list[str]:
        if not self.is_answered(content, response):
            return ["No file was sent: no points."]
        total = sum(criterion.points for criterion in content.rubric)
        given = grade.points(total)
        marked = "An instructor marks this answer." if given is None else f"An instructor gave {given} of {total:,} points by the rubric."
        return [f"{counted(len(response['files']), 'file')} sent.", marked]

    def public_view(self, content: FileUploadContent, order: Sequence[str] = (), rendered: Rendered | None = None) -> dict[str, Any]:
        # Without the rubric: its rows often name what a good answer contains.
        return {
            "accepts": [{"type": one, "label": FILE_TYPES[one].label} for one in content.accepts],
            "endings": [ending for one in content.accepts for ending in FILE_TYPES[one].endings],
            "maximum_files": content.maximum_files, "maximum_megabytes": content.maximum_megabytes,
        }  # fmt: skip

    def key_view(self, content: FileUploadContent, order: Sequence[str] = (), rendered: Rendered | None = None) -> dict[str, Any]:
        return {
            "model_answer_html": html_of("model_answer", content.model_answer, rendered),
            "rubric": [{"id": criterion.id, "title": criterion.title, "points": criterion.points} for criterion in content.rubric],
        }

    def summarize(self, content: FileUploadContent, response: Response) -> str:
        """Without names: a name a student gives to a file often says who they are, and tables are read by those who mark."""
        return in_one_line("; ".join(file_said(file) for file in response["files"])) or "–"

    def statistics(self, content: FileUploadContent, responses: Iterable[Response]) -> dict[str, Any]:
        sizes: list[int] = []

        def counting() -> Iterator[Response]:
            for response in responses:
                sizes.extend(file["size"] for file in response["files"])
                yield response

        counted_answers = super().statistics(content, counting())
        return counted_answers | {"files": {"total": len(sizes), "bytes": sum(sizes), "largest": max(sizes, default=0)}}

    def possible_answers(self, content: FileUploadContent) -> list[str]:
        return list(content.accepts)

    def answers_in(self, content: FileUploadContent, response: Response) -> list[str]:
        return [file["type"] for file in response["files"]]


def _checked(file: Any, accepts: Sequence[str]) -> dict[str, Any]:
    """One file as a response names it; raises ``InvalidResponse``."""
    if not isinstance(file, Mapping) or set(file) != _PARTS:
        raise InvalidResponse(ODD_SHAPE)
    size = file["size"]
    whole = isinstance(size, int) and not isinstance(size, bool) and 0 < size <= MOST_MEGABYTES * 1_000_000
    said = all(isinstance(file[name], str) for name in ("id", "type", "name", "sha256"))
    if not (whole and said and _ID.fullmatch(file["id"]) and _SHA256.fullmatch(file["sha256"]) and file["type"] in accepts):
        raise InvalidResponse(ODD_SHAPE)
    return {**{name: file[name] for name in ("id", "type")}, "name": clean_text(file["name"], most=LONGEST_NAME), "size": size, "sha256": file["sha256"]}
