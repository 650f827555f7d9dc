"""What an assessment can ask: its fixed questions, and the questions that fit its draws; the same number of queries however many."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q

from assessments.models import AssessmentDraw, AssessmentItem, AssessmentPage, AssessmentSection, AttemptItem, QuestionState, QuestionVersion
from assessments.policies.drawing import shortfalls
from assessments.queries.bank import ready_questions
from lms.core.composed import Composed


@dataclass(frozen=True)
class Ready:
    """A ready question: its newest version, and what draws ask about."""

    version: int
    bank: int
    category: str
    topics: Sequence[str]
    difficulty: int


Wordings = Mapping[datetime, Mapping[int, int]]


@dataclass(frozen=True)
class Choices:
    """``pinned`` and ``newest`` hold the versions of fixed questions; ``ready`` the questions of the banks that are drawn from."""

    newest: Mapping[int, QuestionVersion]
    pinned: Mapping[tuple[int, int], QuestionVersion]
    ready: Mapping[int, Ready]
    worded: Wordings

    def fixed(self, item: AssessmentItem) -> QuestionVersion | None:
        """The version that the item asks; nothing while its question is not ready, or where there is no such version."""
        newest = self.newest.get(item.question_id)
        if item.version_number is None or newest is None:
            return newest
        return self.pinned.get((item.question_id, item.version_number))

    def fits(self, draw: AssessmentDraw) -> set[int]:
        """The questions that the draw may take."""
        topic = draw.topic.slug if draw.topic else ""
        worded = self.worded.get(draw.wording_as_of) if draw.wording_as_of else None
        return {
            question for question, ready in self.ready.items()
            if ready.bank == draw.bank_id
            and (not topic or topic in ready.topics)
            and (not draw.category or ready.category == draw.category or ready.category.startswith(f"{draw.category}/"))
            and (not draw.difficulty or ready.difficulty == draw.difficulty)
            and (worded is None or question in worded)
        }  # fmt: skip

    def drawn(self, question: int, draw: AssessmentDraw) -> int:
        """The version that the draw asks."""
        return self.worded[draw.wording_as_of][question] if draw.wording_as_of else self.ready[question].version


def parts_asked(page: AssessmentPage) -> tuple[list[Any], list[AssessmentItem], list[AssessmentDraw]]:
    """Sections, fixed questions and draws as students have them (drafts left out); three queries."""
    return _sections.rows(page=page.pk), _items.rows(page=page.pk), _draws.rows(page=page.pk)


_sections = Composed(lambda page: AssessmentSection.objects.filter(page=page).order_by("sort_order"), page=int)
_items = Composed(lambda page: AssessmentItem.objects.filter(page=page).select_related("question__bank").order_by("sort_order"), page=int)
_draws = Composed(lambda page: AssessmentDraw.objects.filter(page=page).select_related("topic", "bank").order_by("sort_order"), page=int)


def choices_for(items: Iterable[AssessmentItem], draws: Iterable[AssessmentDraw]) -> Choices:
    items, draws = list(items), list(draws)
    return Choices(*_fixed(items), _ready({draw.bank_id for draw in draws}), _worded(draws))


def _fixed(items: list[AssessmentItem]) -> tuple[dict[int, QuestionVersion], dict[tuple[int, int], QuestionVersion]]:
    if not items:
        return {}, {}
    pins = {(item.question_id, item.version_number) for item in items if item.version_number}
    wanted = Q(entry__isnull=False)
    for question, number in pins:
        wanted |= Q(question=question, number=number)
    asked = QuestionVersion.objects.filter(wanted, question__in={item.question_id for item in items}, question__state=QuestionState.READY)
    newest: dict[int, QuestionVersion] = {}
    pinned: dict[tuple[int, int], QuestionVersion] = {}
    for version in asked.annotate(is_newest=F("entry__question")).order_by():
        pinned[version.question_id, version.number] = version
        if version.is_newest is not None:
            newest[version.question_id] = version
    return newest, pinned


def _ready(banks: set[int]) -> dict[int, Ready]:
    if not banks:
        return {}
    rows = ready_questions().filter(entry__question__bank__in=banks).order_by()
    names = ("question", "pk", "entry__question__bank", "entry__question__category", "topics", "difficulty")
    return {question: Ready(*facts) for question, *facts in rows.values_list(*names)}


def _worded(draws: list[AssessmentDraw]) -> Wordings:
    """For each moment that a draw names, the version of each question that was the newest then."""
    moments = {draw.wording_as_of for draw in draws if draw.wording_as_of}
    if not moments:
        return {}
    banks = {draw.bank_id for draw in draws if draw.wording_as_of}
    rows = list(QuestionVersion.objects.filter(question__bank__in=banks).order_by("number").values_list("question", "pk", "created_at"))
    return {moment: {question: pk for question, pk, made in rows if made <= moment} for moment in moments}


def times_met(student_id: int) -> Counter[int]:
    """How often the student was asked each question, in whatever place and assessment; one query."""
    asked = AttemptItem.objects.filter(attempt__enrollment__student=student_id).order_by()
    return Counter(asked.values_list("version__question", flat=True))


def missing_from(items: Sequence[AssessmentItem], draws: Sequence[AssessmentDraw]) -> list[str]:
    """Why the assessment could not be asked as it is set, in sentences; empty when it can."""
    choices = choices_for(items, draws)
    faults = [_unready(item) for item in items if choices.fixed(item) is None]
    taken = {item.question_id for item in items if choices.fixed(item)}
    lacking = shortfalls([draw.count for draw in draws], [choices.fits(draw) for draw in draws], taken=taken)
    faults += [_short(draw, lack) for draw, lack in zip(draws, lacking, strict=True) if lack]
    if not faults and not taken and not draws:
        faults.append("No question of this quiz is ready. Add a question or a draw.")
    return faults


def _unready(item: AssessmentItem) -> str:
    if item.version_number:
        return f"“{item.question}” has no version {item.version_number}, or is not ready. Leave the version empty to ask the newest one."
    return f"“{item.question}” is not ready. Make it ready, or take it out of the quiz."


def _short(draw: AssessmentDraw, lack: int) -> str:
    return (
        f"The draw “{draw}” finds {draw.count - lack} ready questions that no other draw or fixed question takes: {lack} too few. "
        "Ask for fewer, widen the draw, or make more questions ready."
    )
