"""Every setting of a quiz goes through a folder and a duplicate unchanged."""

import re
from pathlib import Path

import pytest

from assessments.models import AssessmentPage, MarkingRules, Question, QuestionVersion
from curriculum.actions.duplicate_program import duplicate_program
from curriculum.api import BrokenFolder, export_folder, load_folder
from curriculum.models import ModulePage, ProgramPage
from tests.factories.course import enrolled_student, member
from tests.factories.quizzes import load_quiz, write_quiz

pytestmark = pytest.mark.django_db
EVERYTHING = {
    "counting": "average", "cooldown_hours": 3, "navigation": "by_section", "honor_statement": "I work alone.\nReally.", "unseen_first": False,
    "topic_passes": {"ethics_upl": 40}, "time_limit_minutes": 45,
    "questions": [{"question": "asylum-1", "section": "B", "points": 3, "version": "as_here"}, "ethics_upl-1"],
    "draws": [{"bank": "first-module", "count": 2, "section": "B", "topic": "asylum", "difficulty": 3, "points": 2}],
    "feedback": {"score": "after_release", "response": "during", "key": "after_close", "explanation": "never", "comment": "after_release"},
}  # fmt: skip


def test_a_quiz_is_exported_as_it_was_loaded(tmp_path: Path) -> None:
    load_quiz(tmp_path / "course", **EVERYTHING)

    export_folder(ProgramPage.objects.get(), tmp_path / "out")
    changes = load_folder(tmp_path / "out")
    export_folder(ProgramPage.objects.get(), tmp_path / "again")

    assert {change.outcome for change in changes} == {"unchanged"}
    files = [(tmp_path / name / "01-first-module/assessment.md").read_text() for name in ("out", "again")]
    assert files[0] == files[1]
    quiz = AssessmentPage.objects.get()
    assert (quiz.counting, quiz.cooldown_hours, quiz.navigation, quiz.honor_statement) == ("average", 3, "by_section", "I work alone.\nReally.")
    assert [(item.section, item.version_number, item.points) for item in quiz.items.all()] == [("B", 1, 3), ("", None, None)]


def test_a_duplicate_takes_every_setting_along_and_draws_from_its_own_bank(tmp_path: Path) -> None:
    quiz = load_quiz(tmp_path, **EVERYTHING)
    first = QuestionVersion.objects.get(question__external_id="asylum-1")
    facts = {field.attname: getattr(first, field.attname) for field in first._meta.concrete_fields if field.name not in ("id", "public_id")}
    QuestionVersion.objects.create(**facts | {"number": 2, "stem": "Newer."})
    instructor = member("instructor@north.example", "instructor", enrolled_student().cohort.campus)

    program = duplicate_program(program=ProgramPage.objects.get(), title="Small course", slug="again", version="2027.1", by=instructor)

    copy = AssessmentPage.objects.descendant_of(program).get()
    assert [section.label for section in copy.sections.all()] == ["A", "B"]
    assert [(row.topic.slug, row.percent) for row in copy.topic_passes.all()] == [("ethics_upl", 40)]
    assert (copy.counting, copy.honor_statement, copy.show_score) == (quiz.counting, quiz.honor_statement, quiz.show_score)
    draw, pinned = copy.draws.get(), copy.items.first()
    assert draw.bank.program_id == program.pk
    assert (draw.count, draw.section, draw.topic.slug, draw.points) == (2, "B", "asylum", 2)
    assert pinned.question.versions.get(number=pinned.version_number).stem == "Asylum statement 1."
    assert pinned.question.versions.count() == 2


def test_a_bank_called_as_the_program_s_examination_is_exported_too(tmp_path: Path) -> None:
    load_quiz(tmp_path / "course")
    bank, examination = tmp_path / "course/banks/final.yaml", tmp_path / "course/assessment.md"
    bank.parent.mkdir()
    bank.write_text((tmp_path / "course/01-first-module/questions.yaml").read_text())
    facts = (tmp_path / "course/01-first-module/assessment.md").read_text()
    facts = re.sub(r"(?m)^slug: .*$", "slug: final", facts)
    examination.write_text(re.sub(r"question: (\S+)", r"question: final/\1", facts).replace("bank: first-module", "bank: final"))
    load_folder(tmp_path / "course")

    export_folder(ProgramPage.objects.get(), tmp_path / "out")

    assert (tmp_path / "out/banks/final.yaml").exists()
    assert {change.outcome for change in load_folder(tmp_path / "out")} == {"unchanged"}


def test_the_bank_of_a_module_that_is_not_published_is_exported_too(tmp_path: Path) -> None:
    load_quiz(tmp_path / "course")
    ModulePage.objects.get(slug="first-module").unpublish()

    export_folder(ProgramPage.objects.get(), tmp_path / "out")

    assert (tmp_path / "out/banks/first-module.yaml").exists()


def test_a_question_for_exams_only_goes_through_a_folder(tmp_path: Path) -> None:
    load_quiz(tmp_path / "course")
    kept = Question.objects.filter(external_id="asylum-1")
    kept.update(exam_only=True)
    export_folder(ProgramPage.objects.get(), tmp_path / "out")
    kept.update(exam_only=False)

    changes = [load_folder(tmp_path / "out") for _ in range(2)]

    assert [[change.outcome for change in run if "asylum-1" in change.name] for run in changes] == [["changed"], ["unchanged"]]
    assert kept.get().exam_only


def test_a_duplicate_keeps_questions_for_exams_and_two_markers(tmp_path: Path) -> None:
    """Else the next term's students could practice what is kept for its exams, and one person would mark what two did."""
    quiz = load_quiz(tmp_path)
    Question.objects.filter(external_id="asylum-1").update(exam_only=True)
    MarkingRules.objects.create(assessment=quiz, markers=2, tolerance_percent=5, anonymous=False)
    instructor = member("instructor@north.example", "instructor", enrolled_student().cohort.campus)

    program = duplicate_program(program=ProgramPage.objects.get(), title="Small course", slug="again", version="2027.1", by=instructor)

    kept = Question.objects.filter(bank__program=program, exam_only=True)
    rules = MarkingRules.objects.get(assessment__in=AssessmentPage.objects.descendant_of(program))
    assert [question.external_id for question in kept] == ["asylum-1"]
    assert (rules.markers, rules.tolerance_percent, rules.anonymous, MarkingRules.objects.count()) == (2, 5, False, 2)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"draws": [{"bank": "first-module", "count": 13}]}, "10 ready questions that no other draw or fixed question takes: 3 too few"),
        ({"draws": [{"bank": "nowhere", "count": 1}]}, "there is no bank “nowhere”"),
        ({"draws": [{"bank": "first-module", "count": 1, "topic": "cooking"}]}, "there is no topic “cooking”"),
        ({"questions": [{"question": "asylum-1", "section": "Z"}]}, "there is no section “Z”"),
        ({"questions": [{"question": "asylum-1", "version": 7}]}, "has no version 7 here"),
        ({"questions": [], "draws": []}, "it asks nothing"),
        ({"topic_passes": {"cooking": 50}}, "there is no topic “cooking”"),
        ({"feedback": {"key": "during"}}, "key during the attempt needs a navigation without a way back"),
    ],
)
def test_what_does_not_fit_is_named_with_its_file(tmp_path: Path, facts: dict[str, object], said: str) -> None:
    with pytest.raises(BrokenFolder) as broken:
        load_folder(write_quiz(tmp_path, **facts))

    assert said in str(broken.value)
    assert "assessment.md" in str(broken.value)
