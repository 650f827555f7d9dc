"""Results of assessments: exact points, the counting attempt, and whether it passed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from fractions import Fraction
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import F, Min, Q, QuerySet, Sum, Value

from assessments.models import AssessmentPage, AssessmentSection, AssessmentTopicPass, Attempt, AttemptItem, AttemptState, Grade, QuestionVersion
from assessments.policies.passing import AVERAGE, OVERALL, SECTION, TOPIC, Mark, Part, PassRules, averaged, counting, is_passed, overall_of, parts_of
from assessments.queries.newest_grades import with_newest_grades
from assessments.queries.release import Shown, Tries, shown_parts, tries_in
from curriculum.api import counted_for
from lms.core.composed import Composed


@dataclass(frozen=True)
class AttemptScore:
    """One attempt, or the average of several (then ``attempt`` is the newest). ``percent`` is rounded down for showing; ``passed`` compares exactly.

    One that waits for marks is not ``is_graded``: its points are those it has so far, and it is not passed.

    ``needed`` is the pass mark in percent, ``parts`` what was reached by section and topic, ``rule`` which attempt of the assessment counts.
    """

    attempt: str
    enrollment_id: int
    assessment_id: int
    points: Fraction
    maximum: int
    passed: bool
    submitted_at: datetime
    needed: int = 0
    parts: tuple[Part, ...] = ()
    rule: str = "best"
    is_graded: bool = True

    @property
    def share(self) -> Fraction:
        return self.points / self.maximum if self.maximum else Fraction(0)

    @property
    def percent(self) -> int:
        return int(self.share * 100)

    @property
    def overall(self) -> Part:
        return Part(OVERALL, "", self.points, self.maximum, self.needed)


def required_assessments(program: Any) -> list[AssessmentPage]:
    """The published assessments that the program's certificate needs passed, in outline order."""
    return list(AssessmentPage.objects.descendant_of(program).live().filter(required=True).order_by("path"))


def assessments_of(program: Any) -> list[AssessmentPage]:
    """Every published assessment of a program, in outline order."""
    return _live_under.rows(path=program.path)


_live_under = Composed(lambda path: AssessmentPage.objects.filter(path__startswith=path).live().order_by("path"), path=str)


def scores_of_enrollments(enrollment_ids: list[int], assessments: Iterable[int] | None = None) -> list[AttemptScore]:
    """Every submitted attempt's score (at ``assessments``, or at any), oldest first; in three queries at most however many there are."""
    only = Q() if assessments is None else Q(attempt__assessment__in=list(assessments))
    return _scores(_by_attempt(_sums(Q(attempt__enrollment__in=enrollment_ids) & only)))


def standing_of(enrollment_id: int) -> tuple[set[int], list[AttemptScore]]:
    """The assessments that an enrollment has an open attempt at, and its submitted attempts."""
    attempts = _by_attempt(_of_enrollment.rows(enrollment=enrollment_id))
    running = {rows[0]["attempt__assessment_id"] for rows in attempts if rows[0]["attempt__state"] == AttemptState.IN_PROGRESS}
    return running, _scores(attempts)


def shown_of(attempt: Attempt) -> Shown:
    """What of an attempt its student may see now."""
    tries, _ = scores_beside(attempt)
    return shown_parts(attempt, tries)


def scores_beside(attempt: Attempt) -> tuple[Tries, list[AttemptScore]]:
    """The attempts at the attempt's assessment in its place, and the scores of the submitted ones, oldest first. Of those in other places of the student
    only whether one is in progress."""
    every = _by_attempt(_at_assessment.rows(student=attempt.enrollment.student_id, assessment=attempt.assessment_id))
    attempts = [rows for rows in every if rows[0]["attempt__enrollment_id"] == attempt.enrollment_id]
    scores = _scores(attempts)
    states, elsewhere = (rows[0]["attempt__state"] for rows in attempts), any(rows[0]["attempt__state"] == AttemptState.IN_PROGRESS for rows in every)
    return tries_in(states, passed=any(score.passed for score in scores), elsewhere=elsewhere), scores


def _sums(of: Q) -> QuerySet[AttemptItem, Any]:
    """What a score needs of some attempts, by when they were submitted: the newest marks of the items of each section, those with the same denominator
    summed by the database. A row has no numerator for items without a mark.
    """
    sums: QuerySet[AttemptItem, Any] = (
        with_newest_grades(AttemptItem.objects.filter(of))
        .values(
            "attempt_id", "attempt__public_id", "attempt__enrollment_id", "attempt__assessment_id", "attempt__assessment__pass_percent",
            "attempt__assessment__counting", "attempt__number", "attempt__state", "attempt__submitted_at", "section", "section_key",
            "apart", denominator=F("grades__denominator"),
        )
        .annotate(numerator=Sum("grades__numerator"), maximum=Sum("points"), asked_first=Min("position"))
        .order_by("attempt__submitted_at", "attempt__number", "attempt_id", "asked_first")
    )  # fmt: skip
    return sums


_of_enrollment = Composed(lambda enrollment: _sums(Q(attempt__enrollment=enrollment)), enrollment=int)
_at_assessment = Composed(
    lambda student, assessment: _sums(Q(attempt__enrollment__student=student, attempt__assessment=assessment)), student=int, assessment=int
)


def _by_attempt(sums: Iterable[dict[str, Any]]) -> list[list[Any]]:
    return [list(group) for _, group in groupby(sums, key=itemgetter("attempt_id"))]


class CountingMark(NamedTuple):
    """The mark of an item that counts. ``rubric`` are points by row; ``corrected`` is the version it was marked by, where that is not the one asked."""

    points: Fraction | None = None
    comment: str = ""
    rubric: Mapping[str, int] = {}
    corrected: QuestionVersion | None = None


NO_MARK = CountingMark()


def marks_of(attempt: Attempt) -> dict[int, CountingMark]:
    """The counting mark of each item of one attempt."""
    newest = {row["item_id"]: row for row in _marks.rows(attempt=attempt.pk)}
    others = {row["version_id"] for row in newest.values() if row["version_id"] not in (None, row["item__version_id"])}
    corrected = QuestionVersion.objects.in_bulk(others) if others else {}
    return {
        item: CountingMark(Fraction(row["numerator"], row["denominator"]), row["comment"], row["rubric"], corrected.get(row["version_id"]))
        for item, row in newest.items()
    }


_marks = Composed(
    lambda attempt: (
        Grade.objects.filter(item__attempt=attempt)
        .order_by("number")
        .values("item_id", "item__version_id", "version_id", "numerator", "denominator", "comment", "rubric")
    ),
    attempt=int,
)


# --- scores


def _scores(attempts: list[list[Any]]) -> list[AttemptScore]:
    """The scores of the submitted ones. Pass marks are those the assessments have now: a corrected one holds for everybody."""
    submitted = [rows for rows in attempts if rows[0]["attempt__state"] != AttemptState.IN_PROGRESS]
    rules = part_rules({rows[0]["attempt__assessment_id"] for rows in submitted}) if submitted else {}
    topical = {
        rows[0]["attempt_id"]: rule for rows in submitted if (rule := rules.get(rows[0]["attempt__assessment_id"], NO_PARTS)).topic
    }  # fmt: skip
    by_item = _marks_by_item(topical) if topical else {}
    return [_score(rows, rules.get(rows[0]["attempt__assessment_id"], NO_PARTS), by_item.get(rows[0]["attempt_id"])) for rows in submitted]


def _fraction(numerator: int | None, denominator: int | None) -> Fraction | None:
    return None if numerator is None or denominator is None else Fraction(numerator, denominator)


@dataclass(frozen=True)
class PartRules:
    """Pass marks of sections (by label) and topics (by slug). ``labels``: what the sections that have one are called now, by primary key."""

    section: dict[str, int] = field(default_factory=dict)
    topic: dict[str, int] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)

    def section_of(self, key: int | None, label: str) -> str:
        """The label by which the section of a frozen question goes now; the one that was frozen where its row is gone or has no pass mark."""
        return label if key is None else self.labels.get(key, label)


NO_PARTS = PartRules()


def _marks_by_item(attempts: dict[int, PartRules]) -> dict[int, list[Mark]]:
    """The mark of every item of each attempt with the topics of its question: it counts whole for each of them, so no sum by section will do."""
    items = with_newest_grades(AttemptItem.objects.filter(attempt__pk__among=attempts)).order_by("position")
    found: dict[int, list[Mark]] = defaultdict(list)
    for attempt, points, numerator, denominator, key, section, topics in items.values_list(
        "attempt_id", "points", "grades__numerator", "grades__denominator", "section_key", "section", "version__topics"
    ):
        found[attempt].append(Mark(_fraction(numerator, denominator), points, attempts[attempt].section_of(key, section), topics))
    return found


def part_rules(assessments: set[int]) -> dict[int, PartRules]:
    """Pass marks of sections and topics by assessment, in one query; only of those that have any."""
    sections = AssessmentSection.objects.filter(page__in=assessments, pass_percent__isnull=False).order_by()
    topics = AssessmentTopicPass.objects.filter(page__in=assessments).order_by()
    rows = sections.values_list("page_id", Value("section"), "label", "pass_percent", "sort_order", "pk").union(
        topics.values_list("page_id", Value("topic"), "topic__slug", "percent", "sort_order", "pk")
    )
    found: dict[int, PartRules] = defaultdict(PartRules)
    for page, kind, name, percent, _order, key in sorted(rows, key=lambda row: (row[0], row[1], row[4] or 0)):
        if kind == TOPIC:
            found[page].topic[name] = percent
        else:
            found[page].section[name], found[page].labels[key] = percent, name
    return found


def _score(sums: list[Any], rules: PartRules, by_item: list[Mark] | None) -> AttemptScore:
    """Of the sums, or where topics count, of the marks themselves: overall and parts come from one read."""
    attempt = sums[0]
    summed = [
        Mark(_fraction(row["numerator"], row["denominator"]), row["maximum"], rules.section_of(row["section_key"], row["section"]))
        for row in sums
    ]  # fmt: skip
    marks = summed if by_item is None else by_item
    needed = PassRules(attempt["attempt__assessment__pass_percent"], rules.section, rules.topic)
    overall, parts = overall_of(marks, needed), parts_of(marks, needed)
    assert attempt["attempt__submitted_at"] is not None  # held by the database for what is not in progress
    is_graded = attempt["attempt__state"] == AttemptState.GRADED
    return AttemptScore(
        str(attempt["attempt__public_id"]), attempt["attempt__enrollment_id"], attempt["attempt__assessment_id"], overall.points, overall.maximum,
        is_graded and is_passed(overall, parts), attempt["attempt__submitted_at"], needed.percent, parts, attempt["attempt__assessment__counting"], is_graded,
    )  # fmt: skip


# --- which attempt counts

Holders = Mapping[int, Sequence[int]]
Key = tuple[int, int]  # place (an enrollment), assessment


def holders_of(enrollments: Iterable[Any]) -> dict[int, list[int]]:
    """In which of the places the attempts of each place count: its own, and those of a place the student moved from (``counted_for``), by primary key."""
    return {place.pk: [holder.pk for holder in held] for place, held in counted_for(enrollments).items()}


def counted_scores(enrollments: Iterable[Any]) -> dict[Key, AttemptScore]:
    """What counts in each of the places, here or from a place the student moved from."""
    holders = holders_of(enrollments)
    return best_of(scores_of_enrollments(list(holders)), holders)


def best_of(scores: Iterable[AttemptScore], holders: Holders | None = None) -> dict[Key, AttemptScore]:
    """What counts of ``scores``, oldest first: of all attempts that count in a place (``holders``, or each in its own) the one that the assessment says."""
    groups: dict[Key, list[AttemptScore]] = defaultdict(list)
    for score in scores:
        for place in holders[score.enrollment_id] if holders else (score.enrollment_id,):
            groups[place, score.assessment_id].append(score)
    return {key: counts for key, group in groups.items() if (counts := counting_score(group)) is not None}


def counting_score(scores: Sequence[AttemptScore]) -> AttemptScore | None:
    """What counts of one student's attempts at one assessment, oldest first and not empty; ``None`` while that waits for marks."""
    rule = scores[0].rule
    counts = counting([score if score.is_graded else None for score in scores], rule)
    return _average(scores) if counts and rule == AVERAGE else counts


def _average(scores: Sequence[AttemptScore]) -> AttemptScore:
    """The mean of the shares, overall and part by part, told in the newest attempt's points."""
    overall = averaged([score.overall for score in scores])
    by_name: dict[tuple[str, str], list[Part]] = defaultdict(list)
    for score in scores:
        for part in score.parts:
            by_name[part.kind, part.name].append(part)
    parts = tuple(averaged(group) for group in by_name.values())
    return replace(scores[-1], points=overall.points, maximum=overall.maximum, passed=is_passed(overall, parts), parts=parts)


def passed_by_enrollment(cohort: Any) -> dict[int, set[int]]:
    """Assessments passed, by enrollment of the cohort, here or in a place the student moved from."""
    passed: dict[int, set[int]] = defaultdict(set)
    for (enrollment, assessment), score in counted_scores(cohort.enrollments.select_related("cohort")).items():
        if score.passed:
            passed[enrollment].add(assessment)
    return dict(passed)


# --- a result in words


@dataclass(frozen=True)
class NamedPart:
    """A section or topic with the name people read."""

    title: str
    part: Part

    @property
    def is_section(self) -> bool:
        return self.part.kind == SECTION


def named_parts(score: AttemptScore) -> list[NamedPart]:
    """The parts of a score with their titles; two queries where there are parts."""
    if not score.parts:
        return []
    sections = dict(AssessmentSection.objects.filter(page=score.assessment_id).values_list("label", "title"))
    topics = dict(AssessmentTopicPass.objects.filter(page=score.assessment_id).values_list("topic__slug", "topic__title"))
    return [NamedPart((sections if part.kind == SECTION else topics).get(part.name, part.name), part) for part in score.parts]
