"""Question banks and assessments in a curriculum folder: ``questions.yaml`` and ``assessment.md`` beside a module's lessons."""

from pathlib import Path
from typing import Annotated, Any, Literal

from django.db.models import Max
from pydantic import Field, StringConstraints

from assessments.models import AssessmentItem, AssessmentPage, Question, QuestionBank, QuestionVersion
from curriculum.api import Change, Faults, Shape, folder_files
from lms.core.canonical import fingerprint
from lms.core.clock import now
from lms.core.errors import Invalid
from lms.core.markdown import render_markdown
from lms.questions.api import InvalidContent, question_types, validate_content

Moment = Literal["after_submit", "after_pass", "after_close", "never"]


class QuestionShape(Shape):
    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
    type: str
    title: Annotated[str, StringConstraints(max_length=200)] = ""
    stem: Annotated[str, StringConstraints(min_length=1, max_length=20_000)]
    points: Annotated[int, Field(ge=1, le=1000)] = 1
    topics: list[str] = []
    difficulty: Annotated[int, Field(ge=1, le=3)] = 1
    authorities: list[str] = []
    explanation: str = ""
    content: dict[str, Any]


class FeedbackShape(Shape):
    score: Moment = "after_submit"
    response: Moment = "after_submit"
    marks: Moment = "after_submit"
    key: Moment = "after_pass"
    explanation: Moment = "after_pass"


class AssessmentShape(Shape):
    slug: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,64}$")]
    title: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    minutes: Annotated[int, Field(ge=0, le=600)] = 0
    time_limit_minutes: Annotated[int | None, Field(ge=1, le=600)] = None
    pass_percent: Annotated[int, Field(ge=1, le=100)] = 70
    attempts: Annotated[int, Field(ge=1, le=100)] = 3
    shuffle_questions: bool = True
    shuffle_options: bool = True
    questions: Annotated[list[str], Field(min_length=1)]
    feedback: FeedbackShape = FeedbackShape()
    required: bool = True


def owns(name: str) -> bool:
    return name == "assessment.md"


def load(module: Any, folder: Path, faults: Faults) -> list[Change]:
    """The bank and the assessment of one module's folder; faults are noted, never raised."""
    changes: list[Change] = []
    path = folder / "questions.yaml"
    if path.exists():
        changes += _load_bank(module, path, faults)
    path = folder / "assessment.md"
    if path.exists() and not faults.sentences:
        changes += _load_assessment(module, path, faults)
    return changes


def _load_bank(module: Any, path: Path, faults: Faults) -> list[Change]:
    data = folder_files.read_yaml(path, faults)
    if not isinstance(data, list):
        faults.add(path, "this must be a list of questions.")
        return []
    program = module.get_parent().specific
    bank, _ = QuestionBank.objects.get_or_create(slug=module.slug, defaults={"title": module.title, "program": program})
    seen: set[str] = set()
    changes = []
    for item in data:
        shape = folder_files.shaped(QuestionShape, item, path, faults)
        if shape is None:
            continue
        if shape.id in seen:
            faults.add(path, f"the question “{shape.id}” stands twice.")
        seen.add(shape.id)
        outcome = _put_question(bank, shape, path, faults)
        if outcome:
            changes.append(Change("question", f"{bank.slug}/{shape.id}", outcome))
    return changes


def _put_question(bank: QuestionBank, shape: QuestionShape, path: Path, faults: Faults) -> str:
    try:
        content = validate_content(shape.type, shape.content)
        kind = question_types.get(shape.type)
        rendered = {name: render_markdown(text) for name, text in kind.markdown_fields(content).items()}
        rendered |= {"stem": render_markdown(shape.stem), "explanation": render_markdown(shape.explanation)}
    except (InvalidContent, Invalid) as wrong:
        for sentence in wrong.sentences:
            faults.add(path, f"question “{shape.id}”: {sentence}")
        return ""
    question, created = Question.objects.get_or_create(bank=bank, external_id=shape.id)
    digest = fingerprint(shape.model_dump(exclude={"id"}))
    newest = question.versions.order_by("-number").first()
    if newest is not None and newest.sha256 == digest:
        return "unchanged"
    number = (question.versions.aggregate(top=Max("number"))["top"] or 0) + 1
    QuestionVersion.objects.create(
        question=question, number=number, type=shape.type, title=shape.title, stem=shape.stem, content=shape.content, explanation=shape.explanation,
        rendered=rendered, points=shape.points, difficulty=shape.difficulty, topics=shape.topics, authorities=shape.authorities,
        sha256=digest, created_at=now(),
    )  # fmt: skip
    return "created" if created else "changed"


def _load_assessment(module: Any, path: Path, faults: Faults) -> list[Change]:
    document = folder_files.read_document(path, faults)
    shape = folder_files.shaped(AssessmentShape, document.facts, path, faults) if document else None
    if document is None or shape is None:
        return []
    questions = {question.external_id: question for question in Question.objects.filter(bank__slug=module.slug)}
    unknown = [name for name in shape.questions if name not in questions]
    for name in unknown:
        faults.add(path, f"the question “{name}” is not in questions.yaml.")
    if unknown:
        return []
    if shape.minutes != module.minutes_assessment:
        faults.add(path, f"minutes says {shape.minutes}, the module states {module.minutes_assessment} for assessment.")
    facts = _facts(shape, document.body)
    children = {"items": [(AssessmentItem, {"question_id": questions[name].pk}) for name in dict.fromkeys(shape.questions)]}
    page, outcome = folder_files.put_page(AssessmentPage, module, shape.slug, facts, children)
    return [Change("assessment", page.slug, outcome)]


def _facts(shape: AssessmentShape, body: str) -> dict[str, Any]:
    return {
        "title": shape.title, "minutes": shape.minutes, "instructions": body, "instructions_html": render_markdown(body), "pass_percent": shape.pass_percent,
        "attempts_allowed": shape.attempts, "time_limit_minutes": shape.time_limit_minutes, "shuffle_questions": shape.shuffle_questions,
        "shuffle_options": shape.shuffle_options, "required": shape.required,
        **{f"show_{part}": getattr(shape.feedback, part) for part in ("score", "response", "marks", "key", "explanation")},
    }  # fmt: skip


def export(module: Any, folder: Path) -> None:
    """Write the bank and the assessment of ``module`` into ``folder``."""
    questions = Question.objects.filter(bank__slug=module.slug).order_by("external_id")
    rows = [_question_facts(question) for question in questions]
    if rows:
        folder_files.write_yaml(folder / "questions.yaml", rows)
    for page in AssessmentPage.objects.child_of(module).live()[:1]:
        folder_files.write_document(folder / "assessment.md", _assessment_facts(page), page.instructions)


def _question_facts(question: Question) -> dict[str, Any]:
    version = question.versions.order_by("-number").first()
    assert version is not None  # a question is made with its first version
    names = ("type", "title", "stem", "points", "topics", "difficulty", "authorities", "explanation", "content")
    return {"id": question.external_id, **{name: getattr(version, name) for name in names}}


def _assessment_facts(page: AssessmentPage) -> dict[str, Any]:
    return {
        "slug": page.slug, "title": page.title, "minutes": page.minutes, "time_limit_minutes": page.time_limit_minutes, "pass_percent": page.pass_percent,
        "attempts": page.attempts_allowed, "shuffle_questions": page.shuffle_questions, "shuffle_options": page.shuffle_options,
        "questions": [item.question.external_id for item in page.items.select_related("question")],
        "feedback": {part: getattr(page, f"show_{part}") for part in ("score", "response", "marks", "key", "explanation")}, "required": page.required,
    }  # fmt: skip
