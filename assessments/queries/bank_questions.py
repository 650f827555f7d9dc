"""The questions of a bank as its list shows them: searched, filtered, with who wrote and reviewed each and where it is used."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, QuerySet

from assessments.models import AssessmentItem, AttemptItem, Question, QuestionBank
from assessments.queries.bank import in_category, on_topic
from assessments.queries.question_people import with_reviews
from assessments.queries.question_words import folded
from curriculum.api import canonical
from lms.people.api import names_of


@dataclass(frozen=True)
class Filter:
    """What is asked of a list of questions; an empty field asks nothing. ``review``: never, changed, done; ``use``: used, unused."""

    q: str = ""
    state: str = ""
    type: str = ""
    topic: str = ""
    difficulty: str = ""
    category: str = ""
    authority: str = ""
    author: str = ""
    review: str = ""
    use: str = ""

    @property
    def is_empty(self) -> bool:
        return self == Filter()


def questions_of(bank: QuestionBank, asked: Filter) -> QuerySet[Question]:
    """The questions that fit, by name, each with its entry and newest version. Every word searched for must be in the question somewhere."""
    found = with_reviews(bank.questions.filter(entry__isnull=False)).select_related("entry__version")
    for word in folded(asked.q).split()[:12]:
        found = found.filter(entry__words__contains=word)
    plain = {"state": asked.state, "entry__version__type": asked.type, "entry__version__created_by": asked.author}
    found = found.filter(**{field: value for field, value in plain.items() if value})
    if asked.difficulty in ("1", "2", "3"):
        found = found.filter(entry__version__difficulty=int(asked.difficulty))
    if asked.topic:
        found = found.filter(on_topic(asked.topic, "entry__"))
    if asked.category:
        found = found.filter(in_category(asked.category))
    if asked.authority:
        found = found.filter(entry__version__citations__canonical=canonical(asked.authority))
    return _by_use(_by_review(found, asked.review), asked.use).order_by("external_id")


def _by_review(found: QuerySet[Question], review: str) -> QuerySet[Question]:
    if review == "never":
        return found.filter(reviewed_version=None)
    newest = F("entry__version__number")
    if review == "changed":
        return found.filter(reviewed_version__lt=newest)
    return found.filter(reviewed_version=newest) if review == "done" else found


def _by_use(found: QuerySet[Question], use: str) -> QuerySet[Question]:
    used = AssessmentItem.objects.values("question")
    if use == "used":
        return found.filter(pk__in=used)
    return found.exclude(pk__in=used) if use == "unused" else found


def with_people_and_use(questions: Iterable[Question]) -> list[Any]:
    """``questions`` with ``author_name``, ``reviewer_name`` and ``used_in`` (titles of assessments): two statements, however many there are."""
    rows: list[Any] = list(questions)
    names = names_of({row.entry.version.created_by for row in rows} | {row.reviewer for row in rows if row.reviewer})
    used: dict[int, list[str]] = {}
    for question, title in AssessmentItem.objects.filter(question__in=rows).order_by("page__title").values_list("question", "page__title"):
        used.setdefault(question, []).append(title)
    for row in rows:
        row.author_name = names.get(row.entry.version.created_by, "")
        row.reviewer_name = names.get(row.reviewer or "", "")
        row.used_in = used.get(row.pk, [])
    return rows


def authors_of(bank: QuestionBank) -> list[tuple[str, str]]:
    """Who wrote the newest versions in the bank, by public id and name."""
    writers = bank.questions.exclude(entry__version__created_by="").order_by().values_list("entry__version__created_by", flat=True).distinct()
    return sorted(names_of(writer for writer in writers if writer).items(), key=lambda one: one[1].casefold())


def topics_of(bank: QuestionBank) -> list[str]:
    """The topics that the bank's questions are on."""
    texts = bank.questions.exclude(entry__topics="").order_by().values_list("entry__topics", flat=True).distinct()
    return sorted({topic for text in texts if text for topic in text.strip("|").split("|")})


@dataclass(frozen=True)
class Use:
    """Where a question is asked: assessments by title and address, and how many attempts have asked any version of it."""

    question: Question
    pages: list[Any]
    attempts: int


def uses_of(questions: Iterable[Question]) -> list[Use]:
    """Where each of ``questions`` is used; two statements."""
    rows = list(questions)
    pages: dict[int, list[Any]] = {}
    for item in AssessmentItem.objects.filter(question__in=rows).select_related("page").order_by("page__title"):
        pages.setdefault(item.question_id, []).append(item.page)
    asked = AttemptItem.objects.filter(version__question__in=rows).order_by().values("version__question")
    counts = dict(asked.annotate(number=Count("attempt", distinct=True)).values_list("version__question", "number"))
    return [Use(row, pages.get(row.pk, []), counts.get(row.pk, 0)) for row in rows]
