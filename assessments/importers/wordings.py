"""The wordings of a question in a curriculum folder: the newest, and earlier ones that an assessment of the folder is pinned to.

Constraint: a pin is a version's number. So a file that holds an earlier wording says the numbers of all it holds, and loading keeps them: into an
empty database as they are, into one that has them only if they say the same there.
"""

from functools import partial
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from assessments.models import AssessmentItem, Question, QuestionBank, QuestionVersion
from curriculum.api import Shape, folder_files
from lms.core.canonical import fingerprint
from lms.core.clock import now
from lms.core.errors import Invalid
from lms.core.markdown import render_markdown
from lms.questions.api import InvalidContent, question_types, validate_content

Number = Annotated[int, Field(ge=1, le=1_000_000)]
SAID = ("type", "title", "stem", "points", "topics", "difficulty", "authorities", "explanation", "content")


class WordingShape(Shape):
    """What a version says."""

    type: str
    title: Annotated[str, StringConstraints(max_length=200)] = ""
    stem: Annotated[str, StringConstraints(min_length=1, max_length=20_000)]
    points: Annotated[int, Field(ge=1, le=1000)] = 1
    topics: list[str] = []
    difficulty: Annotated[int, Field(ge=1, le=3)] = 1
    authorities: list[str] = []
    explanation: str = ""
    content: dict[str, Any]

    @property
    def said(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in SAID}


class EarlierShape(WordingShape):
    version: Number


def put_wordings(question: Question, newest: WordingShape, number: int | None, earlier: list[EarlierShape], folder: Path) -> bool:
    """Keep what is not here yet, the newest last; whether anything was new. ``number`` is what the file calls the newest.

    Raises ``Invalid`` with a sentence for each fault, before anything is kept.
    """
    here = {version.number: version for version in question.versions.order_by("number")}
    missing = _missing(here, earlier, number, folder)
    said, rendered = checked(newest, folder)
    for one, (shape, texts) in missing:
        _write(question, one, shape, texts)
    top = max([*here, *(one for one, _ in missing)], default=0)
    if not missing and here and _says(here[top], said):
        return False
    _write(question, number if number and number > top else top + 1, said, rendered)
    return True


def _missing(
    here: dict[int, QuestionVersion], earlier: list[EarlierShape], number: int | None, folder: Path
) -> list[tuple[int, tuple[WordingShape, dict[str, str]]]]:
    """The earlier wordings to write, in their order; raises ``Invalid`` for one that cannot have its number here."""
    numbers = [one.version for one in earlier]
    faults = []
    if earlier and (number is None or number <= max(numbers) or len(set(numbers)) < len(numbers)):
        faults.append("earlier wordings need a number each, and the newest a higher one: “version: 3”.")
    missing = []
    for one in sorted(earlier, key=lambda shape: shape.version):
        said, rendered = checked(one, folder)
        if one.version in here:
            faults += [] if _says(here[one.version], said) else [f"version {one.version} says something else here; its number cannot be used again."]
        elif here and one.version < max(here):
            faults.append(f"version {one.version} is not here, and later ones are; it cannot be put before them.")
        else:
            missing.append((one.version, (said, rendered)))
    if faults:
        raise Invalid(*faults)
    return missing


def checked(shape: WordingShape, folder: Path) -> tuple[WordingShape, dict[str, str]]:
    """The wording with its pictures stored, and the HTML of its Markdown texts; raises ``Invalid`` with a sentence for each fault."""
    unread: list[str] = []
    stored = folder_files.with_pictures_stored(shape.content, folder, unread.append)
    if unread:
        raise InvalidContent(*unread)
    content = validate_content(shape.type, stored)
    texts = question_types.get(shape.type).markdown_fields(content) | {"stem": shape.stem, "explanation": shape.explanation}
    return shape.model_copy(update={"content": stored}), {name: render_markdown(text) for name, text in texts.items()}


def _says(version: QuestionVersion, shape: WordingShape) -> bool:
    return version.sha256 == fingerprint(shape.said) or _said_by(version) == shape.said


def _said_by(version: QuestionVersion) -> dict[str, Any]:
    return {name: getattr(version, name) for name in SAID}


def _write(question: Question, number: int, shape: WordingShape, rendered: dict[str, str]) -> None:
    QuestionVersion.objects.create(
        question=question, number=number, rendered=rendered, sha256=fingerprint(shape.said), created_at=now(), **shape.said
    )  # fmt: skip


# --- the other way


def pinned_numbers(bank: QuestionBank, program: Any) -> dict[int, set[int]]:
    """The versions of the bank's questions that published assessments of the program are pinned to, by question."""
    pages = AssessmentItem.objects.filter(page__live=True, page__path__startswith=program.path, question__bank=bank, version_number__isnull=False)
    found: dict[int, set[int]] = {}
    for question, number in pages.values_list("question", "version_number"):
        found.setdefault(question, set()).add(number)
    return found


def wordings_written(question: Question, pinned: set[int], folder: Path) -> dict[str, Any]:
    """What a file says of a question's wordings; of the newest alone where nothing is pinned to another. Empty without a version."""
    versions = list(question.versions.order_by("number"))
    if not versions:
        return {}
    newest = versions.pop()
    earlier = [{"version": version.number, **_written(version, folder)} for version in versions if version.number in pinned]
    return _written(newest, folder) | ({"version": newest.number, "earlier": earlier} if earlier else {})


def _written(version: QuestionVersion, folder: Path) -> dict[str, Any]:
    said = _said_by(version)
    return said | {"content": folder_files.with_pictures_placed(said["content"], partial(folder_files.copied_into, folder))}
