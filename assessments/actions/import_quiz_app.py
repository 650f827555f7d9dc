"""Bringing in a database of django-quiz-app: questions into a bank, quizzes as assessment pages, sittings and running scores as they were."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from assessments.actions.import_quiz_pages import put_quizzes
from assessments.models import ImportedResult, Question, QuestionBank, QuestionVersion
from assessments.quiz_app import Export, SourceProgress, SourceQuestion, SourceSitting, Translated, Untranslatable, translated
from assessments.quiz_app.translating import name_of
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.canonical import fingerprint
from lms.core.clock import now
from lms.core.errors import Invalid
from lms.core.markdown import render_markdown
from lms.people.api import User
from lms.questions.api import InvalidContent, question_types, validate_content

BATCH = 500


@dataclass
class Report:
    """What came in and what did not. ``lost`` by the id of what lost it; ``refused`` with the reason; the rest are counts."""

    imported: int = 0
    unchanged: int = 0
    lost: dict[str, list[str]] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    questions: list[dict[str, Any]] = field(default_factory=list)
    quizzes: list[dict[str, Any]] = field(default_factory=list)
    results: dict[str, int] = field(default_factory=lambda: {"imported": 0, "unchanged": 0, "matched": 0, "by_user_name": 0})
    rows_lost: list[str] = field(default_factory=list)


def import_quiz_app(*, export: Export, bank: str, program: Any = None, by: Any, dry_run: bool = False) -> Report:
    """Put everything in ``export`` into the bank called ``bank``, made where it is missing, and its quizzes under ``program``.

    Without a program the quizzes are named as lost. A second run adds nothing that is there. ``by=None`` is the command line. Raises ``Invalid`` for a bank
    of another program; in a dry run nothing is kept.
    """
    if by is not None:
        require(by, "curriculum.write_lessons")
    with transaction.atomic():
        kept = _bank(bank, program)
        report = Report(rows_lost=list(export.lost))
        _put_questions(kept, export.questions, report)
        put_quizzes(kept, program or kept.program, export, report)
        _put_results(kept, export, report)
        if not dry_run:
            counts = {"questions": report.imported, "results": report.results["imported"], "bank": kept.slug}
            record_event("assessments.quiz_app_imported", by=by, subject_kind="bank", subject_id=kept.slug, data=counts)
        transaction.set_rollback(dry_run)
    return report


def _bank(slug: str, program: Any) -> QuestionBank:
    if slug != slugify(slug) or not 0 < len(slug) <= 64:
        raise Invalid(f"“{slug}” is no name for a bank. Use small letters, figures and hyphens.")
    bank, _ = QuestionBank.objects.get_or_create(slug=slug, defaults={"title": slug.replace("-", " ").capitalize(), "program": program})
    if program is not None and bank.program_id not in (None, program.pk):
        raise Invalid(f"The bank “{slug}” belongs to another program.")
    return bank


def _put_questions(bank: QuestionBank, questions: Iterable[SourceQuestion], report: Report) -> None:
    for question in questions:
        name = name_of(question.id)
        try:
            found = translated(question)
            outcome = _put_question(bank, found)
        except Untranslatable as refused:
            report.refused[name] = refused.reason
        except (InvalidContent, Invalid) as wrong:
            report.refused[name] = " ".join(wrong.sentences)
        else:
            report.imported += outcome
            report.unchanged += not outcome
            report.questions.append(_reported(found))
            if found.lost:
                report.lost[name] = found.lost


def _put_question(bank: QuestionBank, found: Translated) -> bool:
    """Whether a version was written; none is where the newest says the same."""
    content = validate_content(found.type, found.content)
    facts = {
        "type": found.type, "title": "", "stem": found.stem, "content": content.facts(), "explanation": found.explanation, "points": 1, "difficulty": 1,
        "topics": found.topics, "authorities": [],
    }  # fmt: skip
    texts = question_types.get(found.type).markdown_fields(content) | {"stem": found.stem, "explanation": found.explanation}
    question, _ = Question.objects.get_or_create(bank=bank, external_id=found.external_id)
    newest, digest = question.versions.order_by("-number").first(), fingerprint(facts)
    if newest is not None and newest.sha256 == digest:
        return False
    rendered = {path: render_markdown(text) for path, text in texts.items()}
    number = newest.number + 1 if newest else 1
    QuestionVersion.objects.create(question=question, number=number, rendered=rendered, sha256=digest, created_at=now(), **facts)
    return True


def _reported(found: Translated) -> dict[str, Any]:
    answers = [{"text": text, "fraction": percent / 100} for text, percent in found.answers]
    return {"id": found.external_id, "type": found.type, "text": found.stem, "points": 1, "answers": answers}


def _put_results(bank: QuestionBank, export: Export, report: Report) -> None:
    rows = [*_sittings(bank, export), *(row for progress in export.progress for row in _running_scores(bank, progress))]
    there = set(ImportedResult.objects.filter(bank=bank).values_list("source", flat=True))
    new = [row for row in rows if row.source not in there]
    people = {person.email.lower(): person for person in User.objects.filter(email__in={row.email for row in new if row.email})}
    for row in new:
        row.student = people.get(row.email)
        report.results["matched" if row.student else "by_user_name"] += 1
    ImportedResult.objects.bulk_create(new, batch_size=BATCH)
    report.results |= {"imported": len(new), "unchanged": len(rows) - len(new)}
    for row in rows:
        if row.lost:
            report.lost[row.source] = row.lost
    report.lost |= {f"progress:{progress.id}": list(progress.lost) for progress in export.progress if progress.lost}


def _sittings(bank: QuestionBank, export: Export) -> list[ImportedResult]:
    quizzes, questions = {quiz.id: quiz for quiz in export.quizzes}, {question.id: question for question in export.questions}
    made = []
    for sitting in export.sittings:
        quiz = quizzes.get(sitting.quiz)
        lost = [*sitting.lost] if quiz else [*sitting.lost, f"Its quiz ({sitting.quiz}) is not in the file."]
        passed = sitting.percent >= quiz.pass_mark if quiz and sitting.complete else None
        made.append(
            ImportedResult(
                bank=bank, source=f"sitting:{sitting.id}", title=(quiz.title if quiz else f"Quiz {sitting.quiz}")[:250],
                user_name=sitting.user.name[:254], email=sitting.user.email[:254], started_at=sitting.started_at, ended_at=sitting.ended_at,
                is_complete=sitting.complete, score=sitting.score, maximum=len(sitting.questions), passed=passed,
                answers=[_answer(sitting, number, questions.get(number)) for number in _asked(sitting)], lost=lost, imported_at=now(),
            )
        )  # fmt: skip
    return made


def _asked(sitting: SourceSitting) -> list[int]:
    return list(dict.fromkeys([*sitting.questions, *sitting.answers]))


def _answer(sitting: SourceSitting, number: int, question: SourceQuestion | None) -> dict[str, Any]:
    answered = number in sitting.answers
    given = sitting.answers.get(number, "")
    said = (question.said(given) if question else given) if answered else ""
    right = (number not in sitting.wrong) if answered else None
    return {"question": name_of(number), "text": question.text if question else "", "given": said, "right": right}


def _running_scores(bank: QuestionBank, progress: SourceProgress) -> list[ImportedResult]:
    """A row a category; categories in which nothing was possible are none."""
    return [
        ImportedResult(
            bank=bank, source=f"progress:{progress.id}:{position}", title=category[:250] or "No category", user_name=progress.user.name[:254],
            email=progress.user.email[:254], is_complete=False, score=score, maximum=possible,
            imported_at=now(),
        )
        for position, (category, score, possible) in enumerate(progress.scores)
        if possible
    ]  # fmt: skip
