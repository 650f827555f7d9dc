"""Banks and their questions as instructors and draws see them. A question's newest version stands in its entry, so nothing here grows with versions."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Q, QuerySet

from assessments.models import AssessmentItem, Question, QuestionBank, QuestionState, QuestionVersion


def ready_questions(
    bank: QuestionBank | None = None, *, topics: Iterable[str] = (), difficulty: Iterable[int] = (), category: str = ""
) -> QuerySet[QuestionVersion]:
    """The newest version of each ready question: of ``bank`` or of all, on any of ``topics``, of any of the difficulties, in ``category`` or below it.

    An empty condition asks nothing. One statement, in the order of the questions' names.
    """
    found = QuestionVersion.objects.filter(entry__question__state=QuestionState.READY)
    if bank is not None:
        found = found.filter(entry__question__bank=bank)
    if wanted := list(topics):
        found = found.filter(reduce(or_, (on_topic(topic, "entry__") for topic in wanted)))
    if levels := list(difficulty):
        found = found.filter(difficulty__in=levels)
    if category:
        found = found.filter(in_category(category, "entry__question__"))
    return found.order_by("entry__question__bank", "entry__question__external_id")


def on_topic(topic: str, prefix: str) -> Q:
    """``prefix`` is the way to the entry."""
    return Q(**{f"{prefix}topics__contains": f"|{topic}|"})


def in_category(category: str, prefix: str = "") -> Q:
    """In the category, or in one below it."""
    return Q(**{f"{prefix}category": category}) | Q(**{f"{prefix}category__startswith": f"{category}/"})


def bank_called(bank: str) -> QuestionBank | None:
    return QuestionBank.objects.select_related("program").filter(slug=bank).first()


def question_called(bank: str, question: str) -> Question | None:
    """A question of a bank, with its newest version."""
    found = Question.objects.filter(bank__slug=bank, public_id=question, entry__isnull=False)
    return found.select_related("bank__program", "entry__version").first()


def banks_with_counts(banks: QuerySet[QuestionBank]) -> list[Any]:
    """``banks`` with ``counts`` (questions by state) and ``assessments`` (titles of those that ask from it); three statements."""
    rows = list(banks.select_related("program").order_by("program__title", "title", "slug"))
    states: dict[int, dict[str, int]] = {}
    for bank, state, number in Question.objects.filter(bank__in=rows).order_by().values_list("bank", "state").annotate(number=Count("pk")):
        states.setdefault(bank, {})[state] = number
    asking: dict[int, list[str]] = {}
    used = AssessmentItem.objects.filter(question__bank__in=rows).order_by("page__title").values_list("question__bank", "page__title").distinct()
    for bank, title in used:
        asking.setdefault(bank, []).append(title)
    for row in rows:
        counts = states.get(row.pk, {})
        row.counts = [(label, counts[state]) for state, label in QuestionState.choices if state in counts]
        row.total = sum(counts.values())
        row.assessments = asking.get(row.pk, [])
    return rows


def categories_of(bank: QuestionBank) -> list[str]:
    return list(bank.questions.exclude(category="").order_by("category").values_list("category", flat=True).distinct())


def free_name(bank: QuestionBank) -> str:
    """A name that no question of the bank has yet: ``q-07``."""
    taken = set(bank.questions.values_list("external_id", flat=True))
    return next(name for number in range(len(taken) + 1, 2 * len(taken) + 3) if (name := f"q-{number:02d}") not in taken)
