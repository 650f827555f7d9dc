"""The quizzes of django-quiz-app as assessment pages, with a sentence for each setting that is otherwise here."""

from typing import TYPE_CHECKING, Any

from django.utils.text import slugify

from assessments.models import AssessmentItem, AssessmentPage, QuestionBank, Release
from assessments.quiz_app import Export, SourceQuestion, SourceQuiz
from assessments.quiz_app.translating import as_markdown, name_of
from lms.core.errors import Invalid
from lms.core.markdown import render_markdown

if TYPE_CHECKING:
    from assessments.actions.import_quiz_app import Report

MANY_ATTEMPTS = 100


def put_quizzes(bank: QuestionBank, program: Any, export: Export, report: "Report") -> None:
    """A page for each quiz under ``program``; a page of that name that is there stays as it is."""
    known = dict(bank.questions.values_list("external_id", "pk"))
    by_id = {question.id: question for question in export.questions}
    for quiz in export.quizzes:
        key = f"quiz:{quiz.id}"
        slug = slugify(quiz.url)[:60] or f"quiz-{quiz.id}"
        try:
            _refuse(quiz, program, known)
            made = _put_page(program, quiz, slug, [known[name_of(number)] for number in quiz.questions if name_of(number) in known])
        except Invalid as wrong:
            report.refused[key] = wrong.sentence
            continue
        lost = _losses(quiz, [by_id[number] for number in quiz.questions])
        report.quizzes.append({"id": key, "title": quiz.title, "page": slug, "outcome": "created" if made else "unchanged"})
        left_out = [number for number in quiz.questions if name_of(number) not in known]
        lost += [f"Question {name_of(number)} was refused and is not asked." for number in left_out]
        if lost:
            report.lost[key] = lost


def _refuse(quiz: SourceQuiz, program: Any, known: dict[str, int]) -> None:
    if not 0 <= quiz.pass_mark <= 100:
        raise Invalid(f"Its pass mark is {quiz.pass_mark} percent; it must be from 0 to 100.")
    if not quiz.title.strip():
        raise Invalid("It has no title.")
    if program is None:
        raise Invalid("A quiz stands in a program, and none is named: its questions and sittings came in. Name one with --program.")
    if not any(name_of(number) in known for number in quiz.questions):
        raise Invalid("None of its questions came in.")


def _put_page(program: Any, quiz: SourceQuiz, slug: str, questions: list[int]) -> bool:
    if AssessmentPage.objects.child_of(program).filter(slug=slug).exists():
        return False
    page = AssessmentPage(slug=slug, live=not quiz.draft, **_facts(quiz))
    page.items = [AssessmentItem(question_id=pk, sort_order=place) for place, pk in enumerate(dict.fromkeys(questions))]
    program.refresh_from_db()
    program.add_child(instance=page)
    page.save_revision(clean=False)
    return True


def _facts(quiz: SourceQuiz) -> dict[str, Any]:
    """Never required: that a certificate needs it is for the program’s authors to say."""
    instructions = as_markdown(quiz.description)
    return {
        "title": quiz.title[:255], "instructions": instructions, "instructions_html": render_markdown(instructions), "pass_percent": max(quiz.pass_mark, 1),
        "attempts_allowed": 1 if quiz.single_attempt else MANY_ATTEMPTS, "shuffle_questions": quiz.random_order, "shuffle_options": False, "required": False,
        "show_key": Release.AFTER_SUBMIT, "show_explanation": Release.AFTER_SUBMIT,
    }  # fmt: skip


def _losses(quiz: SourceQuiz, questions: list[SourceQuestion]) -> list[str]:
    told = {
        f"It asks {quiz.max_questions} of its {len(quiz.questions)} questions at random; here all are asked until a section that draws is set.":
            0 < quiz.max_questions < len(quiz.questions),
        "It can be sat as often as one likes; here a hundred times.": not quiz.single_attempt,
        "Its pass mark is 0, so that everybody passes; here it is 1 percent.": quiz.pass_mark == 0,
        "It shows what is right after each question; here after the whole attempt.": not quiz.answers_at_end,
        "It forgets who sat it; here every attempt is kept.": not quiz.exam_paper and not quiz.single_attempt,
        "The answers of some questions come in random order; here they stand as they were written.":
            any(question.answer_order == "random" for question in questions),
        f"Its category “{quiz.category}” is kept with its questions only.": bool(quiz.category),
        f"What it says to those who pass: “{quiz.success_text}”": bool(quiz.success_text),
        f"What it says to those who do not pass: “{quiz.fail_text}”": bool(quiz.fail_text),
    }  # fmt: skip
    return [sentence for sentence, lost in told.items() if lost]
