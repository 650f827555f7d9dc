"""Assessments of a program that is duplicated: its banks with their newest questions, and the pages that draw from them."""

from collections.abc import Iterable
from typing import Any

from assessments.models import AssessmentItem, AssessmentPage, Question, QuestionBank, QuestionVersion
from lms.core.clock import now

VERSION_FACTS = (
    "type", "title", "stem", "content", "explanation", "rendered", "points", "difficulty", "topics", "authorities", "sha256",
)  # fmt: skip


def copy_assessments(pages: Iterable[tuple[Any, Any]], copier: Any) -> None:
    """``pages`` are the program and its modules, each with its copy. Attempts, grades and older versions stay with the originals."""
    pairs = list(pages)
    program, copied = pairs[0]
    questions = {pk: new for bank in QuestionBank.objects.filter(program=program) for pk, new in _copy_bank(bank, copied).items()}
    for original, copy in pairs:
        for page in AssessmentPage.objects.child_of(original).live().order_by("path"):
            _copy_page(page, copy, questions, copier)


def _copy_bank(bank: QuestionBank, program: Any) -> dict[int, int]:
    """A new bank with every question that is not retired; the new questions' ids by the old ones'."""
    made = QuestionBank.objects.create(slug=_free_slug(f"{program.slug}-{bank.slug}"), title=bank.title, program=program)
    copies = {}
    for question in bank.questions.exclude(state="retired"):
        newest = question.versions.order_by("-number").first()
        if newest is not None:
            copies[question.pk] = _copy_question(question, newest, made).pk
    return copies


def _copy_question(question: Question, newest: QuestionVersion, bank: QuestionBank) -> Question:
    copy = Question.objects.create(bank=bank, external_id=question.external_id, state=question.state, category=question.category)
    facts = {name: getattr(newest, name) for name in VERSION_FACTS}
    QuestionVersion.objects.create(question=copy, number=1, created_at=now(), created_by=newest.created_by, **facts)
    return copy


def _free_slug(slug: str) -> str:
    names = (slug[:64] if number == 1 else f"{slug[:60]}-{number}" for number in range(1, 1000))
    return next(name for name in names if not QuestionBank.objects.filter(slug=name).exists())


def _copy_page(page: AssessmentPage, parent: Any, questions: dict[int, int], copier: Any) -> None:
    """Questions of banks that belong to no program are shared; the old term's opening and closing times are not taken along."""
    copy = copier.copy(page, parent, opens_at=None, closes_at=None)
    copy.items = [
        AssessmentItem(question_id=questions.get(item.question_id, item.question_id), sort_order=item.sort_order)
        for item in page.items.exclude(question__state="retired").order_by("sort_order")
    ]
    copy.save_revision(clean=False)
    copy.items.commit()
