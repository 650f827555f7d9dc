"""Assessments of a program that is duplicated: its banks with their newest questions, and the pages that draw from them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from assessments.models import AssessmentItem, AssessmentPage, MarkingRules, Question, QuestionBank, QuestionVersion
from lms.core.clock import now

VERSION_FACTS = (
    "type", "title", "stem", "content", "explanation", "rendered", "points", "difficulty", "topics", "authorities", "sha256",
)  # fmt: skip


@dataclass
class _Copies:
    """What became of the originals: banks and questions by key, and versions of pinned questions by (question, number)."""

    banks: dict[int, int] = field(default_factory=dict)
    questions: dict[int, int] = field(default_factory=dict)
    numbers: dict[tuple[int, int], int] = field(default_factory=dict)


def copy_assessments(pages: Iterable[tuple[Any, Any]], copier: Any) -> None:
    """``pages`` are the program and its modules, each with its copy. Attempts, grades and older versions that nothing pins stay with the originals."""
    pairs = list(pages)
    program, copied = pairs[0]
    pinned: dict[int, set[int]] = defaultdict(set)
    for question, number in AssessmentItem.objects.filter(version_number__isnull=False).values_list("question", "version_number"):
        pinned[question].add(number)
    copies = _Copies()
    for bank in QuestionBank.objects.filter(program=program):
        _copy_bank(bank, copied, pinned, copies)
    for original, copy in pairs:
        for page in AssessmentPage.objects.child_of(original).live().order_by("path"):
            _copy_page(page, copy, copies, copier)


def _copy_bank(bank: QuestionBank, program: Any, pinned: dict[int, set[int]], copies: _Copies) -> None:
    """A new bank with every question that is not retired."""
    made = QuestionBank.objects.create(slug=_free_slug(f"{program.slug}-{bank.slug}"), title=bank.title, program=program)
    copies.banks[bank.pk] = made.pk
    for question in bank.questions.exclude(state="retired"):
        versions = list(question.versions.order_by("number"))
        kept = [version for version in versions[:-1] if version.number in pinned.get(question.pk, ())] + versions[-1:]
        if kept:
            _copy_question(question, kept, made, copies)


def _copy_question(question: Question, versions: list[QuestionVersion], bank: QuestionBank, copies: _Copies) -> None:
    own = {name: getattr(question, name) for name in ("external_id", "state", "category", "exam_only")}
    copy = Question.objects.create(bank=bank, **own)
    copies.questions[question.pk] = copy.pk
    for number, version in enumerate(versions, start=1):
        facts = {name: getattr(version, name) for name in VERSION_FACTS}
        QuestionVersion.objects.create(question=copy, number=number, created_at=now(), created_by=version.created_by, **facts)
        copies.numbers[question.pk, version.number] = number


def _free_slug(slug: str) -> str:
    names = (slug[:64] if number == 1 else f"{slug[:60]}-{number}" for number in range(1, 1000))
    return next(name for name in names if not QuestionBank.objects.filter(slug=name).exists())


def _copy_page(page: AssessmentPage, parent: Any, copies: _Copies, copier: Any) -> None:
    """Questions and banks that belong to no program are shared; the old term's times are not taken along, nor which cohorts may sit it."""
    copy = copier.copy(page, parent, opens_at=None, closes_at=None, limited_to_cohorts=False)
    copy.items = [_copied_item(item, copies) for item in page.items.exclude(question__state="retired").order_by("sort_order")]
    copy.draws = [_of(draw, bank_id=copies.banks.get(draw.bank_id, draw.bank_id), wording_as_of=None) for draw in page.draws.order_by("sort_order")]
    copy.save_revision(clean=False)
    copy.items.commit()
    copy.draws.commit()
    _copy_marking(page, copy)


def _copy_marking(page: AssessmentPage, copy: AssessmentPage) -> None:
    """What two people marked without names is marked so next term."""
    rules = MarkingRules.objects.filter(assessment=page).first()
    if rules is not None:
        rules.pk, rules.assessment, rules._state.adding = None, copy, True
        rules.save()


def _copied_item(item: AssessmentItem, copies: _Copies) -> AssessmentItem:
    """A question that is shared keeps its version's number."""
    number = copies.numbers.get((item.question_id, item.version_number or 0), item.version_number)
    return _of(item, question_id=copies.questions.get(item.question_id, item.question_id), version_number=number)  # type: ignore[no-any-return]


def _of(row: Any, **changed: Any) -> Any:
    """A new row that says the same but for what is ``changed``; its page is the one it is put into."""
    facts = {column.attname: getattr(row, column.attname) for column in row._meta.concrete_fields if column.name not in ("id", "page")}
    return type(row)(**facts | changed)
