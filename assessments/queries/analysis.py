"""Item analysis of an assessment: which of its questions are bad, computed in two streams over marks and answers."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any

from django.db.models import Count, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.html import strip_tags

from assessments.models import AssessmentPage, Attempt, AttemptState, AttemptStep, Grade, QuestionVersion
from assessments.statistics import (
    Bin,
    Figure,
    Flag,
    ItemFigures,
    OptionRow,
    Reliability,
    Sheet,
    SheetBuilder,
    Timer,
    figures_of,
    flags_of,
    histogram,
    reliability,
)
from assessments.statistics.answers import Groups, OptionTally, Thirds, thirds
from assessments.statistics.timing import NOT_TOLD
from lms.questions.api import question_types

FEWEST_SHOWN = 5  # students: fewer, and a figure would be somebody’s
CHUNK = 5000


@dataclass(frozen=True)
class ItemAnalysis:
    """One version of a question. ``rows``: who chose what, where the type has answers to count; ``thirds_why_not``: why thirds are not told."""

    version: QuestionVersion
    figures: ItemFigures
    seconds: Figure
    rows: list[OptionRow]
    labels: dict[str, str]
    flags: list[Flag]

    @property
    def title(self) -> str:
        return self.version.title or _short(self.version)


@dataclass(frozen=True)
class Analysis:
    """``attempts`` that were looked at, by ``students``; ``mean`` score from 0 to 1. ``is_drawn``: people were asked different questions."""

    page: AssessmentPage
    attempts: int
    students: int
    mean: Figure
    reliability: Reliability
    bins: list[Bin]
    is_drawn: bool
    thirds: Thirds
    items: list[ItemAnalysis]

    @property
    def is_too_small(self) -> bool:
        return self.students < FEWEST_SHOWN

    @property
    def flagged(self) -> int:
        return sum(bool(item.flags) for item in self.items)


def graded_attempts(page: AssessmentPage, visible: QuerySet[Attempt], *, every: bool = False) -> QuerySet[Attempt]:
    """The graded attempts of ``visible`` that are looked at: first ones only, for who sits again has seen the questions; or ``every`` one."""
    attempts = visible.filter(assessment=page, state=AttemptState.GRADED)
    return attempts if every else attempts.filter(number=1)


def attempt_counts(visible: QuerySet[Attempt]) -> dict[int, tuple[int, int]]:
    """Graded attempts and their students, by assessment."""
    graded = Count("pk", filter=Q(state=AttemptState.GRADED))
    people = Count("enrollment__student", distinct=True, filter=Q(state=AttemptState.GRADED))
    rows = visible.order_by().values("assessment").annotate(graded=graded, people=people)
    return {row["assessment"]: (row["graded"], row["people"]) for row in rows}


def analysis_of(page: AssessmentPage, attempts: QuerySet[Attempt]) -> Analysis:
    """Everything that is told of ``attempts`` at ``page``; six queries, however many attempts or questions."""
    begun = {pk: (student, at) for pk, student, at in attempts.values_list("pk", "enrollment__student", "started_at")}
    students = len({student for student, _ in begun.values()})
    builder = _marks(attempts)
    sheet = builder.sheet()
    if students < FEWEST_SHOWN:
        return Analysis(page, len(begun), students, Figure(None), reliability(_NOTHING), [], False, Thirds(frozenset(), frozenset()), [])
    groups = thirds(sheet)
    versions = QuestionVersion.objects.select_related("question__bank").in_bulk(list(sheet.columns))
    answers = _Answers(versions, builder, groups)
    answers.read(attempts, {pk: at for pk, (_, at) in begun.items()})
    items = _items(sheet, versions, answers)
    shares = sheet.shares
    return Analysis(
        page, len(begun), students, Figure(sum(shares) / len(shares)), reliability(sheet), histogram(sheet), not sheet.is_complete, groups, items
    )  # fmt: skip


_NOTHING = Sheet({}, [], [], [], 1)


def _marks(attempts: QuerySet[Attempt]) -> SheetBuilder:
    """The counting grade of every question of ``attempts``: the one with the highest number."""
    columns = ("item_id", "item__attempt_id", "item__version_id", "numerator", "denominator", "item__points")
    rows = Grade.objects.filter(item__attempt__in=attempts).order_by("item_id", "number").values_list(*columns)
    builder = SheetBuilder()
    last: Any = None
    for row in rows.iterator(chunk_size=CHUNK):
        if last is not None and last[0] != row[0]:
            builder.add(*last[1:])
        last = row
    if last is not None:
        builder.add(*last[1:])
    return builder


class _Answers:
    """What was answered, counted by the text of the stored response, so that each different one is read once."""

    def __init__(self, versions: dict[int, QuestionVersion], builder: SheetBuilder, groups: Thirds) -> None:
        self.kinds = {pk: (kind := question_types.get(version.type), kind.validate_content(version.content)) for pk, version in versions.items()}
        self.counted = {pk for pk, (kind, content) in self.kinds.items() if not kind.rubric(content)}
        self.builder, self.groups = builder, groups
        self.given: dict[int, dict[str, Groups]] = defaultdict(dict)
        self.timer = Timer()

    def read(self, attempts: QuerySet[Attempt], started: dict[int, datetime]) -> None:
        attempt = 0
        newest: dict[int, str] = {}
        for pk, version, text, at in _steps(attempts):
            if pk != attempt:
                self._close(attempt, newest)
                attempt, newest = pk, {}
                self.timer.start(pk, started[pk].timestamp())
            newest[version] = text
            self.timer.save(version, at.timestamp())
        self._close(attempt, newest)

    def _close(self, attempt: int, newest: dict[int, str]) -> None:
        number = self.builder.number_of(attempt)
        if number is None:
            return
        top, bottom = number in self.groups.top, number in self.groups.bottom
        for version, text in newest.items():
            if version in self.counted:
                groups = self.given[version].get(text) or self.given[version].setdefault(text, Groups())
                groups.all += 1
                groups.top += top
                groups.bottom += bottom

    def tally(self, version: int, asked: list[int]) -> OptionTally:
        """Counts by answer; who saved nothing left the question open."""
        kind, content = self.kinds[version]
        tally = OptionTally()
        for text, groups in self.given[version].items():
            tally.add(kind.answers_in(content, json.loads(text)), groups)
        top, bottom = (sum(number in group for number in asked) for group in (self.groups.top, self.groups.bottom))
        tally.add([], Groups(len(asked) - tally.asked, top - tally.asked_top, bottom - tally.asked_bottom))
        return tally


def _steps(attempts: QuerySet[Attempt]) -> Iterator[tuple[int, int, str, datetime]]:
    """Every saved answer, attempt by attempt in its order: attempt, version, the response as stored, the moment."""
    steps = AttemptStep.objects.filter(attempt__in=attempts).order_by("attempt_id", "number").annotate(text=Cast("response", TextField()))
    rows: Iterator[tuple[int, int, str, datetime]] = steps.values_list("attempt_id", "item__version_id", "text", "received_at").iterator(chunk_size=CHUNK)
    return rows


def _items(sheet: Sheet, versions: dict[int, QuestionVersion], answers: _Answers) -> list[ItemAnalysis]:
    """Flagged ones first, the worst at the top; the others by bank and name."""
    seconds, found = answers.timer.medians(), []
    for pk, figures in figures_of(sheet).items():
        version = versions[pk]  # type: ignore[index]
        labels, keys = _labels_and_keys(version)
        rows = _shown_rows(answers.tally(version.pk, sheet.columns[pk].attempts), labels, keys) if version.pk in answers.counted else []
        found.append(ItemAnalysis(version, figures, seconds.get(pk, NOT_TOLD), rows, labels, flags_of(figures, rows)))
    return sorted(found, key=lambda item: (-max((flag.weight for flag in item.flags), default=0), item.version.question.external_id, item.version.number))


def _labels_and_keys(version: QuestionVersion) -> tuple[dict[str, str], dict[str, bool]]:
    """How an answer is called, and which answers are right, for types whose key lists options."""
    kind = question_types.get(version.type)
    content = kind.validate_content(version.content)
    options = [option for option in kind.key_view(content, (), version.rendered).get("options", []) if "correct" in option]
    labels = {answer: answer for answer in kind.possible_answers(content)} | {option["id"]: unescape(strip_tags(option["html"])) for option in options}
    return labels, {option["id"]: option["correct"] for option in options}


def _shown_rows(tally: OptionTally, labels: dict[str, str], keys: dict[str, bool]) -> list[OptionRow]:
    """The possible answers, and what at least five wrote; a rarer text could name who wrote it."""
    return [row for row in tally.rows(list(labels), keys) if row.answer in labels or not row.answer or row.count >= FEWEST_SHOWN]


def _short(version: QuestionVersion) -> str:
    text = " ".join(strip_tags(version.rendered.get("stem", "") or version.stem).split())
    return text if len(text) <= 90 else f"{text[:90].rsplit(' ', 1)[0]} …"
