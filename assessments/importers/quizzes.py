"""An assessment in a curriculum folder: its settings before the text, in ``assessment.md``.

``questions`` names fixed questions: ``q-1``, or ``{question: q-1, section: A, points: 2, version: as_here}``; a version is a number, or
``as_here`` for the newest wording of the folder. Times that cohorts have of their own belong to cohorts and are never in a folder.
"""

import re
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from assessments.importers.banks import bank_of, name_of
from assessments.models import AssessmentDraw, AssessmentItem, AssessmentPage, AssessmentSection, AssessmentTopicPass, Question
from assessments.policies.phases import PARTS
from assessments.queries.drawing import missing_from, parts_asked
from curriculum.api import Change, Faults, Shape, folder_files, topics
from lms.core.markdown import render_markdown

Moment = Literal["during", "after_submit", "after_pass", "after_close", "after_release", "never"]
Percent = Annotated[int, Field(ge=1, le=100)]
Points = Annotated[int, Field(ge=1, le=1000)]
Label = Annotated[str, StringConstraints(min_length=1, max_length=20)]
AS_HERE = "as_here"


class FeedbackShape(Shape):
    score: Literal["after_submit", "after_pass", "after_close", "after_release", "never"] = "after_submit"
    response: Moment = "after_submit"
    marks: Moment = "after_submit"
    key: Moment = "after_pass"
    explanation: Moment = "after_pass"
    comment: Moment = "after_submit"


class SectionShape(Shape):
    label: Label
    title: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    instructions: str = ""
    pass_percent: Percent | None = None


class FixedShape(Shape):
    question: str
    section: str = ""
    version: Annotated[int, Field(ge=1)] | Literal["as_here"] | None = None
    points: Points | None = None


class DrawShape(Shape):
    bank: str
    count: Annotated[int, Field(ge=1, le=200)]
    section: str = ""
    topic: str = ""
    category: Annotated[str, StringConstraints(max_length=200)] = ""
    difficulty: Annotated[int | None, Field(ge=1, le=3)] = None
    points: Points | None = None
    wording_as_of: AwareDatetime | None = None


class AssessmentShape(Shape):
    slug: Annotated[str, StringConstraints(pattern=r"^[\w-]+$", max_length=255)]
    title: Annotated[str, StringConstraints(min_length=1, max_length=255)]
    minutes: Annotated[int, Field(ge=0, le=600)] = 0
    time_limit_minutes: Annotated[int | None, Field(ge=1, le=600)] = None
    pass_percent: Percent = 70
    attempts: Annotated[int, Field(ge=1, le=100)] = 3
    counting: Literal["best", "last", "first", "average"] = "best"
    cooldown_hours: Annotated[int, Field(ge=0, le=24 * 60)] = 0
    navigation: Literal["free", "by_question", "by_section"] = "free"
    honor_statement: Annotated[str, StringConstraints(max_length=2000)] = ""
    shuffle_questions: bool = True
    shuffle_options: bool = True
    unseen_first: bool = True
    sections: list[SectionShape] = []
    questions: list[str | FixedShape] = []
    draws: list[DrawShape] = []
    topic_passes: dict[str, Percent] = {}
    feedback: FeedbackShape = FeedbackShape()
    required: bool = True
    grace_seconds: Annotated[int, Field(ge=0, le=32_767)] = 30
    opens_at: AwareDatetime | None = None
    closes_at: AwareDatetime | None = None


class _Reading:
    """One file being read: finds what it names, and notes what is not there."""

    def __init__(self, page: Any, program: Any, path: Path, faults: Faults) -> None:
        self.page, self.program, self.path, self.faults = page, program, path, faults
        self.topics = {topic.slug: topic.pk for topic in topics()}

    def fault(self, sentence: str, *place: str | int) -> None:
        self.faults.add(self.path, sentence, folder_files.Lines(self.path).of(place) if place else None)

    def items(self, shape: AssessmentShape) -> list[dict[str, Any]]:
        rows = []
        for number, said in enumerate(shape.questions):
            fixed = FixedShape(question=said) if isinstance(said, str) else said
            question = self._question(fixed.question)
            if question is None:
                where = "the bank it names" if "/" in fixed.question else "questions.yaml"
                self.fault(f"the question “{fixed.question}” is not in {where}.", "questions", number)
                continue
            version = self._version(question, fixed, number)
            rows.append({"question_id": question.pk, "section": fixed.section, "version_number": version, "points": fixed.points})
        return list({row["question_id"]: row for row in reversed(rows)}.values())[::-1]

    def _question(self, name: str) -> Question | None:
        """``q-1`` of the module's own bank, or ``BANK/q-1`` of another of the program."""
        slug, _, question = name.rpartition("/")
        bank = bank_of(self.program, slug or self.page.slug)
        return bank.questions.filter(external_id=question).first() if bank else None

    def _version(self, question: Question, fixed: FixedShape, number: int) -> int | None:
        numbers = list(question.versions.order_by("number").values_list("number", flat=True)) if fixed.version else []
        if fixed.version == AS_HERE:
            return numbers[-1]
        if fixed.version and fixed.version not in numbers:
            said = f"“{fixed.question}” has no version {fixed.version} here. Write it under “earlier” in its bank, or “version: {AS_HERE}” for the newest."
            self.fault(said, "questions", number)
        return fixed.version  # type: ignore[return-value]

    def draws(self, shape: AssessmentShape) -> list[dict[str, Any]]:
        rows = []
        for number, draw in enumerate(shape.draws):
            bank = bank_of(self.program, draw.bank)
            if bank is None:
                self.fault(f"there is no bank “{draw.bank}”.", "draws", number)
            if draw.topic and draw.topic not in self.topics:
                self.fault(f"there is no topic “{draw.topic}”.", "draws", number)
            facts = draw.model_dump(exclude={"bank", "topic"})
            rows.append(facts | {"bank_id": bank.pk if bank else None, "topic_id": self.topics.get(draw.topic)})
        return rows

    def topic_passes(self, shape: AssessmentShape) -> list[dict[str, Any]]:
        for slug in shape.topic_passes.keys() - self.topics.keys():
            self.fault(f"there is no topic “{slug}”.", "topic_passes")
        return [{"topic_id": self.topics.get(slug), "percent": percent} for slug, percent in shape.topic_passes.items()]

    def check(self, shape: AssessmentShape) -> None:
        labels = [section.label for section in shape.sections]
        if len(set(labels)) < len(labels):
            self.fault("two sections have the same label.", "sections")
        named = {row.section for row in (*shape.questions, *shape.draws) if not isinstance(row, str) and row.section}
        for label in sorted(named - set(labels)):
            self.fault(f"there is no section “{label}”.", "sections" if labels else "questions")
        if not shape.questions and not shape.draws:
            self.fault("it asks nothing: name questions or draws.")
        early = {part for part in ("marks", "key", "explanation") if getattr(shape.feedback, part) == "during"}
        if early and shape.navigation == "free":
            self.fault(f"{min(early)} during the attempt needs a navigation without a way back.", "feedback")
        if shape.opens_at and shape.closes_at and shape.opens_at >= shape.closes_at:
            self.fault("it must close after it opens.", "closes_at")


def owns(name: str) -> bool:
    return re.fullmatch(r"assessment(-\d\d)?\.md", name) is not None


def assessment_files(folder: Path) -> list[Path]:
    """``assessment.md`` first, then ``assessment-02.md`` and on."""
    return sorted((path for path in folder.glob("assessment*.md") if owns(path.name)), key=lambda path: (path.stem != "assessment", path.name))


def load_assessment(page: Any, program: Any, path: Path, faults: Faults) -> tuple[Any, ...]:
    """The change and the minutes; nothing where a fault was noted."""
    before = len(faults.sentences)
    document = folder_files.read_document(path, faults)
    shape = folder_files.shaped(AssessmentShape, document.facts, path, faults) if document else None
    if document is None or shape is None:
        return ()
    reading = _Reading(page, program, path, faults)
    reading.check(shape)
    children: dict[str, list[Any]] = {
        "sections": [(AssessmentSection, section.model_dump() | {"instructions_html": render_markdown(section.instructions)}) for section in shape.sections],
        "items": [(AssessmentItem, row) for row in reading.items(shape)],
        "draws": [(AssessmentDraw, row) for row in reading.draws(shape)],
        "topic_passes": [(AssessmentTopicPass, row) for row in reading.topic_passes(shape)],
    }
    if len(faults.sentences) > before:
        return ()
    put, outcome = folder_files.put_page(AssessmentPage, page, shape.slug, _facts(shape, document.body), children)
    if outcome != "unchanged" and shape.draws:
        for sentence in missing_from(*parts_asked(put)[1:]):
            reading.fault(sentence, "draws")
    return Change("assessment", put.slug, outcome), shape.minutes


SAME_NAME = (
    "title", "minutes", "pass_percent", "time_limit_minutes", "counting", "cooldown_hours", "navigation", "honor_statement", "shuffle_questions",
    "shuffle_options", "unseen_first", "required", "grace_seconds", "opens_at", "closes_at",
)  # fmt: skip


def _facts(shape: AssessmentShape, body: str) -> dict[str, Any]:
    return {
        **{name: getattr(shape, name) for name in SAME_NAME}, "attempts_allowed": shape.attempts,
        "instructions": body, "instructions_html": render_markdown(body), **{f"show_{part}": getattr(shape.feedback, part) for part in PARTS},
    }  # fmt: skip


# --- the other way

ALWAYS = (
    "slug",
    "title",
    "minutes",
    "time_limit_minutes",
    "pass_percent",
    "attempts",
    "shuffle_questions",
    "shuffle_options",
    "questions",
    "feedback",
    "required",
)


def assessment_facts(page: AssessmentPage, parent: Any, program: Any) -> dict[str, Any]:
    """What stands before the text of the file; settings that are as usual are left out, but for the ones everybody looks for."""
    sections, items, draws = parts_asked(page)
    names = ("label", "title", "instructions", "pass_percent")
    facts = {
        "slug": page.slug, **{name: getattr(page, name) for name in SAME_NAME}, "attempts": page.attempts_allowed,
        "sections": [{name: getattr(section, name) for name in names} for section in sections],
        "questions": [_fixed(item, parent, program) for item in items], "draws": [_draw(draw, program) for draw in draws],
        "topic_passes": {row.topic.slug: row.percent for row in AssessmentTopicPass.objects.filter(page=page).select_related("topic")},
        "feedback": {part: getattr(page, f"show_{part}") for part in PARTS},
    }  # fmt: skip
    usual = AssessmentShape(slug="x", title="x").model_dump()
    written = {
        name: facts[name] for name in ("slug", "title", *usual) if name in facts and (name in ALWAYS or name == "feedback" or facts[name] != usual[name])
    }
    return {name: value if name != "sections" else [_without_empty(one) for one in value] for name, value in written.items()}


def _without_empty(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value not in ("", None)}


def _fixed(item: AssessmentItem, parent: Any, program: Any) -> str | dict[str, Any]:
    name = name_of(item.question.bank, program)
    question = item.question.external_id if name == parent.slug else f"{name}/{item.question.external_id}"
    version: int | str | None = item.version_number
    if version and not item.question.versions.filter(number__gt=version).exists():
        version = AS_HERE
    said = _without_empty({"question": question, "section": item.section, "version": version, "points": item.points})
    return said if len(said) > 1 else question


def _draw(draw: AssessmentDraw, program: Any) -> dict[str, Any]:
    names = ("count", "section", "category", "difficulty", "points", "wording_as_of")
    topic = draw.topic.slug if draw.topic else ""
    return _without_empty({"bank": name_of(draw.bank, program), "topic": topic, **{name: getattr(draw, name) for name in names}})
