"""What a student may practice, what comes next, and how far they are; the one place that decides which keys practice shows.

Never: questions that are not ready, that are for exams only, whose bank does not allow practice or belongs to a program one does not study, that a
required assessment asks or may draw which one has not passed yet, that stand in an attempt of one's own of which the key is not released yet, and what a
person marks.
"""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from assessments.models import AssessmentDraw, AssessmentItem, AssessmentPage, AttemptItem, PracticeCard, QuestionVersion
from assessments.policies.boxes import KNOWN_FROM
from assessments.queries.bank import ready_questions
from assessments.queries.drawing import choices_for
from assessments.queries.release import attempts_without_key
from assessments.queries.results import scores_of_enrollments
from curriculum.api import enrollments_of, topic_titles
from lms.questions.api import question_types


@dataclass(frozen=True)
class Practicable:
    question: int
    version: str
    topics: tuple[str, ...]


@dataclass(frozen=True)
class TopicRow:
    """``known``: in the last two boxes; ``due``: to be asked again by now."""

    slug: str
    title: str
    questions: int
    practiced: int
    known: int
    due: int


def practicable(student: Any) -> list[Practicable]:
    """The newest version of everything the student may practice; a fixed number of queries, however many there are."""
    places = [place for place in enrollments_of(student) if place.state != "withdrawn"]
    if not places:
        return []
    programs = {place.cohort.program_id for place in places}
    mine = Q(entry__question__bank__program__in=programs) | Q(entry__question__bank__program=None)
    opened = ready_questions().filter(mine, entry__question__bank__allows_practice=True, entry__question__exam_only=False)
    places_ever = list(enrollments_of(student).values_list("pk", flat=True))
    passed = {(score.enrollment_id, score.assessment_id) for score in scores_of_enrollments(places_ever) if score.passed}
    kept_back = _asked_in_required({page for _, page in passed}) | _asked_without_key(places_ever, passed)
    versions = (version for version in opened if version.question_id not in kept_back and _marks_itself(version))
    return [Practicable(version.question_id, version.public_id, tuple(version.topics)) for version in versions]


def _asked_in_required(passed: set[int]) -> set[int]:
    """Questions that required assessments, in any program, ask or may draw, but for those that the student has passed."""
    waiting = AssessmentPage.objects.filter(required=True).exclude(pk__in=passed)
    fixed = AssessmentItem.objects.filter(page__in=waiting.values("pk")).values_list("question_id", flat=True)
    draws = list(AssessmentDraw.objects.filter(page__in=waiting.values("pk")).select_related("topic"))
    choices = choices_for([], draws)
    return set(fixed).union(*(choices.fits(draw) for draw in draws))


def _asked_without_key(places: list[int], passed: set[tuple[int, int]]) -> set[int]:
    items = AttemptItem.objects.filter(attempt__in=attempts_without_key(places, passed))
    return set(items.values_list("version__question_id", flat=True))


def _marks_itself(version: QuestionVersion) -> bool:
    kind = question_types.get(version.type)
    return not kind.rubric(kind.validate_content(version.content))


def version_to_practice(student: Any, version: str) -> QuestionVersion | None:
    """The version, where it is one that the student may practice now."""
    if not any(one.version == version for one in practicable(student)):
        return None
    return QuestionVersion.objects.select_related("question").get(public_id=version)


def next_version(student: Any, today: date, topic: str = "", but: str = "") -> str | None:
    """What comes next: due ones first, the longest due of them; then one not seen yet; then the one that is due soonest. ``but`` comes last."""
    found = [one for one in practicable(student) if not topic or topic in one.topics]
    due = dict(PracticeCard.objects.filter(student=student).values_list("question", "due_on"))
    others = [one for one in found if one.version != but] or found
    return _chosen(others, due, today)


def _chosen(found: Sequence[Practicable], due: dict[int, date], today: date) -> str | None:
    waiting = sorted((one for one in found if one.question in due), key=lambda one: (due[one.question], one.question))
    if waiting and due[waiting[0].question] <= today:
        return waiting[0].version
    if fresh := [one for one in found if one.question not in due]:
        return random.choice(fresh).version  # noqa: S311  an order of practice, not a secret  # nosec B311
    return waiting[0].version if waiting else None


def practice_by_topic(student: Any, today: date) -> tuple[TopicRow, list[TopicRow]]:
    """Everything together, and each topic that has a question, by its title."""
    found = practicable(student)
    cards = {card.question_id: card for card in PracticeCard.objects.filter(student=student)}
    titles = topic_titles()
    topics = Counter(topic for one in found for topic in one.topics)
    rows = [_row(slug, titles.get(slug, slug), [one for one in found if slug in one.topics], cards, today) for slug in topics]
    return _row("", "", found, cards, today), sorted(rows, key=lambda row: row.title)


def _row(slug: str, title: str, found: Sequence[Practicable], cards: dict[int, PracticeCard], today: date) -> TopicRow:
    mine = [cards[one.question] for one in found if one.question in cards]
    return TopicRow(slug, title, len(found), len(mine), sum(card.box >= KNOWN_FROM for card in mine), sum(card.due_on <= today for card in mine))
