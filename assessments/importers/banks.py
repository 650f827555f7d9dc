"""Question banks in a curriculum folder: ``questions.yaml`` of a module, ``banks/SLUG.yaml`` of a program."""

from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal

from django.db.models import Max
from pydantic import Field, StringConstraints

from assessments.models import Question, QuestionBank, QuestionVersion
from assessments.models.question_state import put_state
from curriculum.api import Change, Faults, Shape, folder_files
from lms.core.canonical import fingerprint
from lms.core.clock import now
from lms.core.errors import Invalid
from lms.core.markdown import render_markdown
from lms.questions.api import InvalidContent, question_types, validate_content


class QuestionShape(Shape):
    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")]
    type: str
    title: Annotated[str, StringConstraints(max_length=200)] = ""
    stem: Annotated[str, StringConstraints(min_length=1, max_length=20_000)]
    points: Annotated[int, Field(ge=1, le=1000)] = 1
    topics: list[str] = []
    difficulty: Annotated[int, Field(ge=1, le=3)] = 1
    authorities: list[str] = []
    explanation: str = ""
    state: Literal["draft", "ready", "held", "retired"] = "ready"
    category: Annotated[str, StringConstraints(max_length=200)] = ""
    content: dict[str, Any]


class BankShape(Shape):
    """A bank whose title is not its module's; else the file is the list of questions alone."""

    title: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    questions: list[dict[str, Any]]


def load_program_banks(program: Any, folder: Path, faults: Faults) -> list[Change]:
    """The banks that belong to no module; assessments of modules may draw from them, so they come first."""
    return [change for path in sorted(folder.glob("banks/*.yaml")) for change in load_bank(program, path.stem, path.stem, path, faults)]


def bank_of(program: Any, slug: str) -> QuestionBank | None:
    """The program's bank that files call ``slug``; a duplicated program's carries the program's own name before it."""
    names = [slug, f"{program.slug}-{slug}"[:64]]
    found = {bank.slug: bank for bank in QuestionBank.objects.filter(slug__in=names) if bank.program_id in (None, program.pk)}
    return found.get(names[0]) or found.get(names[1])


def name_of(bank: QuestionBank, program: Any) -> str:
    """What files call a bank: ``bank_of`` finds it again."""
    return bank.slug.removeprefix(f"{program.slug}-")


def load_bank(program: Any, slug: str, title: str, path: Path, faults: Faults) -> list[Change]:
    data = folder_files.read_yaml(path, faults)
    if isinstance(data, dict):
        shape = folder_files.shaped(BankShape, data, path, faults)
        title, data = (shape.title, data["questions"]) if shape else (title, [])
    if not isinstance(data, list):
        faults.add(path, "this must be a list of questions.", 1)
        return []
    bank = bank_of(program, slug)
    if bank is None:
        taken = QuestionBank.objects.filter(slug=slug).exists()  # by another program
        bank = QuestionBank.objects.create(slug=f"{program.slug}-{slug}"[:64] if taken else slug, title=title, program=program)
    elif bank.title != title:
        QuestionBank.objects.filter(pk=bank.pk).update(title=title)
    return _put_questions(bank, data, path, faults)


def _put_questions(bank: QuestionBank, data: list[Any], path: Path, faults: Faults) -> list[Change]:
    seen: set[str] = set()
    changes = []
    within = ("questions",) if "questions" in (folder_files.read_yaml(path, faults) or ()) else ()
    for number, item in enumerate(data):
        shape = folder_files.shaped(QuestionShape, item, path, faults, inside=(*within, number))
        if shape is None:
            continue
        if shape.id in seen:
            faults.add(path, f"the question “{shape.id}” stands twice.", folder_files.Lines(path).of((*within, number)))
        seen.add(shape.id)
        outcome = _put_question(bank, shape, path, faults, (*within, number))
        if outcome:
            changes.append(Change("question", f"{bank.slug}/{shape.id}", outcome))
    return changes


def _put_question(bank: QuestionBank, shape: QuestionShape, path: Path, faults: Faults, place: tuple[int | str, ...]) -> str:
    try:
        shape, rendered = _checked(shape, path.parent)
    except (InvalidContent, Invalid) as wrong:
        line = folder_files.Lines(path).of(place)
        for sentence in wrong.sentences:
            faults.add(path, f"question “{shape.id}”: {sentence}", line)
        return ""
    question, created = Question.objects.get_or_create(bank=bank, external_id=shape.id, defaults={"state": shape.state, "category": shape.category})
    was = "changed" if question.state != shape.state and "state" in shape.model_fields_set else "unchanged"
    if was == "changed":
        put_state(question, shape.state, reason="Loaded from a curriculum folder", by="")
    if question.category != shape.category and "category" in shape.model_fields_set:
        Question.objects.filter(pk=question.pk).update(category=shape.category)
        was = "changed"
    digest = fingerprint(shape.model_dump(exclude={"id", "state", "category"}))
    newest = question.versions.order_by("-number").first()
    if newest is not None and (newest.sha256 == digest or _question_facts(question, newest) == shape.model_dump(exclude={"state", "category"})):
        return was
    number = (question.versions.aggregate(top=Max("number"))["top"] or 0) + 1
    QuestionVersion.objects.create(
        question=question, number=number, type=shape.type, title=shape.title, stem=shape.stem, content=shape.content, explanation=shape.explanation,
        rendered=rendered, points=shape.points, difficulty=shape.difficulty, topics=shape.topics, authorities=shape.authorities,
        sha256=digest, created_at=now(),
    )  # fmt: skip
    return "created" if created else "changed"


def _checked(shape: QuestionShape, folder: Path) -> tuple[QuestionShape, dict[str, str]]:
    """The question with its pictures stored, and the HTML of its Markdown texts; raises ``Invalid`` with a sentence for each fault."""
    unread: list[str] = []
    stored = folder_files.with_pictures_stored(shape.content, folder, unread.append)
    if unread:
        raise InvalidContent(*unread)
    content = validate_content(shape.type, stored)
    texts = question_types.get(shape.type).markdown_fields(content) | {"stem": shape.stem, "explanation": shape.explanation}
    return shape.model_copy(update={"content": stored}), {name: render_markdown(text) for name, text in texts.items()}


def export_bank(bank: QuestionBank, title: str, path: Path) -> None:
    rows = []
    for question in bank.questions.order_by("external_id"):
        version = question.versions.order_by("-number").first()
        if version is not None:
            facts = _question_facts(question, version)
            facts["content"] = folder_files.with_pictures_placed(facts["content"], partial(folder_files.copied_into, path.parent))
            own = {"state": question.state if question.state != "ready" else "", "category": question.category}
            rows.append(facts | {name: value for name, value in own.items() if value})
    if rows:
        folder_files.write_yaml(path, rows if bank.title == title else {"title": bank.title, "questions": rows})


def _question_facts(question: Question, version: QuestionVersion) -> dict[str, Any]:
    names = ("type", "title", "stem", "points", "topics", "difficulty", "authorities", "explanation", "content")
    return {"id": question.external_id, **{name: getattr(version, name) for name in names}}
