"""Question banks and assessments in a curriculum folder: ``questions.yaml`` and ``assessment.md`` beside a module's lessons.

A second assessment of a module is ``assessment-02.md``. A program's own assessments, and its banks that belong to no module, stand beside
``program.md``: ``assessment.md`` …, ``banks/SLUG.yaml``.
"""

import re
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal

from django.db.models import Max
from pydantic import AwareDatetime, Field, StringConstraints

from assessments.models import AssessmentItem, AssessmentPage, Question, QuestionBank, QuestionVersion
from assessments.models.question_state import put_state
from curriculum.api import Change, Faults, Shape, folder_files, program_of
from lms.core.canonical import fingerprint
from lms.core.clock import now
from lms.core.errors import Invalid
from lms.core.markdown import render_markdown
from lms.questions.api import InvalidContent, question_types, validate_content

Moment = Literal["after_submit", "after_pass", "after_close", "never"]


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
    content: dict[str, Any]


class BankShape(Shape):
    """A bank whose title is not its module's; else the file is the list of questions alone."""

    title: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    questions: list[dict[str, Any]]


class FeedbackShape(Shape):
    score: Moment = "after_submit"
    response: Moment = "after_submit"
    marks: Moment = "after_submit"
    key: Moment = "after_pass"
    explanation: Moment = "after_pass"


class AssessmentShape(Shape):
    slug: Annotated[str, StringConstraints(pattern=r"^[\w-]+$", max_length=255)]
    title: Annotated[str, StringConstraints(min_length=1, max_length=255)]
    minutes: Annotated[int, Field(ge=0, le=600)] = 0
    time_limit_minutes: Annotated[int | None, Field(ge=1, le=600)] = None
    pass_percent: Annotated[int, Field(ge=1, le=100)] = 70
    attempts: Annotated[int, Field(ge=1, le=100)] = 3
    shuffle_questions: bool = True
    shuffle_options: bool = True
    questions: Annotated[list[str], Field(min_length=1)]
    feedback: FeedbackShape = FeedbackShape()
    required: bool = True
    grace_seconds: Annotated[int, Field(ge=0, le=32_767)] = 30
    opens_at: AwareDatetime | None = None
    closes_at: AwareDatetime | None = None


def owns(name: str) -> bool:
    return re.fullmatch(r"assessment(-\d\d)?\.md", name) is not None


def load_program_banks(program: Any, folder: Path, faults: Faults) -> list[Change]:
    """The banks that belong to no module; assessments of modules may draw from them, so they come first."""
    return [change for path in sorted(folder.glob("banks/*.yaml")) for change in _load_bank(program, path.stem, path.stem, path, faults)]


def load(page: Any, folder: Path, faults: Faults) -> list[Change]:
    """The banks and the assessments of a module's folder, or of the program's own; faults are noted, never raised."""
    changes: list[Change] = []
    path = folder / "questions.yaml"
    program = program_of(page)
    if path.exists() and page.pk != program.pk:
        changes += _load_bank(program, page.slug, page.title, path, faults)
    paths = sorted((path for path in folder.glob("assessment*.md") if owns(path.name)), key=lambda path: (path.stem != "assessment", path.name))
    minutes = 0
    for path in paths if not faults.sentences else []:
        found = _load_assessment(page, program, path, faults)
        changes += found[:1]
        minutes += found[1] if found else 0
    if paths and page.pk != program.pk and not faults.sentences and minutes != page.minutes_assessment:
        faults.add(paths[0], f"the assessments add up to {minutes} minutes, the module states {page.minutes_assessment} for assessment.")
    return changes


def bank_of(program: Any, slug: str) -> QuestionBank | None:
    """The program's bank that files call ``slug``; a duplicated program's carries the program's own name before it."""
    names = [slug, f"{program.slug}-{slug}"[:64]]
    found = {bank.slug: bank for bank in QuestionBank.objects.filter(slug__in=names) if bank.program_id in (None, program.pk)}
    return found.get(names[0]) or found.get(names[1])


def _name_of(bank: QuestionBank, program: Any) -> str:
    """What files call a bank: ``bank_of`` finds it again."""
    return bank.slug.removeprefix(f"{program.slug}-")


def _load_bank(program: Any, slug: str, title: str, path: Path, faults: Faults) -> list[Change]:
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
    question, created = Question.objects.get_or_create(bank=bank, external_id=shape.id, defaults={"state": shape.state})
    was = "changed" if question.state != shape.state and "state" in shape.model_fields_set else "unchanged"
    if was == "changed":
        put_state(question, shape.state, reason="Loaded from a curriculum folder", by="")
    digest = fingerprint(shape.model_dump(exclude={"id", "state"}))
    newest = question.versions.order_by("-number").first()
    if newest is not None and (newest.sha256 == digest or _question_facts(question, newest) == shape.model_dump(exclude={"state"})):
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


def _load_assessment(page: Any, program: Any, path: Path, faults: Faults) -> tuple[Any, ...]:
    """The change and the minutes; nothing where a fault was noted."""
    document = folder_files.read_document(path, faults)
    shape = folder_files.shaped(AssessmentShape, document.facts, path, faults) if document else None
    if document is None or shape is None:
        return ()
    questions = [_question_called(name, page, program) for name in shape.questions]
    for number, (name, question) in enumerate(zip(shape.questions, questions, strict=True)):
        if question is None:
            line = folder_files.Lines(path).of(("questions", number))
            faults.add(path, f"the question “{name}” is not in {'the bank it names' if '/' in name else 'questions.yaml'}.", line)
    if None in questions:
        return ()
    facts = _facts(shape, document.body)
    children = {"items": [(AssessmentItem, {"question_id": pk}) for pk in dict.fromkeys(question.pk for question in questions if question)]}
    put, outcome = folder_files.put_page(AssessmentPage, page, shape.slug, facts, children)
    return Change("assessment", put.slug, outcome), shape.minutes


def _question_called(name: str, page: Any, program: Any) -> Question | None:
    """``q-1`` of the module's own bank, or ``BANK/q-1`` of another of the program."""
    slug, _, question = name.rpartition("/")
    bank = bank_of(program, slug or page.slug)
    return bank.questions.filter(external_id=question).first() if bank else None


def _facts(shape: AssessmentShape, body: str) -> dict[str, Any]:
    return {
        "title": shape.title, "minutes": shape.minutes, "instructions": body, "instructions_html": render_markdown(body), "pass_percent": shape.pass_percent,
        "attempts_allowed": shape.attempts, "time_limit_minutes": shape.time_limit_minutes, "shuffle_questions": shape.shuffle_questions,
        "shuffle_options": shape.shuffle_options, "required": shape.required,
        "grace_seconds": shape.grace_seconds, "opens_at": shape.opens_at, "closes_at": shape.closes_at,
        **{f"show_{part}": getattr(shape.feedback, part) for part in ("score", "response", "marks", "key", "explanation")},
    }  # fmt: skip


def export(page: Any, folder: Path) -> None:
    """Write what ``load`` reads: a module's bank and assessments, or the program's own."""
    program = program_of(page)
    modules = {module.slug for module in program.get_children()}
    for bank in QuestionBank.objects.filter(program=program):
        name = _name_of(bank, program)
        if name == page.slug and page.pk != program.pk:
            _export_bank(bank, page.title, folder / "questions.yaml")
        elif page.pk == program.pk and name not in modules:
            (folder / "banks").mkdir(exist_ok=True)
            _export_bank(bank, name, folder / "banks" / f"{name}.yaml")
    for number, one in enumerate(AssessmentPage.objects.child_of(page).live().order_by("path"), start=1):
        name = "assessment.md" if number == 1 else f"assessment-{number:02d}.md"
        folder_files.write_document(folder / name, _assessment_facts(one, page, program), one.instructions)


def _export_bank(bank: QuestionBank, title: str, path: Path) -> None:
    rows = []
    for question in bank.questions.order_by("external_id"):
        version = question.versions.order_by("-number").first()
        if version is not None:
            facts = _question_facts(question, version)
            facts["content"] = folder_files.with_pictures_placed(facts["content"], partial(folder_files.copied_into, path.parent))
            rows.append(facts | ({"state": question.state} if question.state != "ready" else {}))
    if rows:
        folder_files.write_yaml(path, rows if bank.title == title else {"title": bank.title, "questions": rows})


def _question_facts(question: Question, version: QuestionVersion) -> dict[str, Any]:
    names = ("type", "title", "stem", "points", "topics", "difficulty", "authorities", "explanation", "content")
    return {"id": question.external_id, **{name: getattr(version, name) for name in names}}


def _reference(question: Question, page: Any, program: Any) -> str:
    name = _name_of(question.bank, program)
    return question.external_id if name == page.slug else f"{name}/{question.external_id}"


def _assessment_facts(page: AssessmentPage, parent: Any, program: Any) -> dict[str, Any]:
    times = {name: value for name in ("opens_at", "closes_at") if (value := getattr(page, name))}
    return {
        "slug": page.slug, "title": page.title, "minutes": page.minutes, "time_limit_minutes": page.time_limit_minutes, "pass_percent": page.pass_percent,
        "attempts": page.attempts_allowed, "shuffle_questions": page.shuffle_questions, "shuffle_options": page.shuffle_options,
        "questions": [_reference(item.question, parent, program) for item in page.items.select_related("question__bank")],
        "feedback": {part: getattr(page, f"show_{part}") for part in ("score", "response", "marks", "key", "explanation")}, "required": page.required,
        **({"grace_seconds": page.grace_seconds} if page.grace_seconds != 30 else {}), **times,
    }  # fmt: skip
