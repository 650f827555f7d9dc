"""The command: what comes in, what is lost and said, what a second run does, and refusals in one sentence."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from assessments.models import AssessmentPage, ImportedResult, Question, QuestionBank, QuestionVersion
from lms.audit.api import Event
from tests.factories.course import enrolled_student, load_course
from tests.factories.quiz_app import ROWS, write_dump, write_sqlite

pytestmark = pytest.mark.django_db


def run(path: Path, *more: str) -> dict[str, Any]:
    out = StringIO()
    call_command("import_django_quiz_app", str(path), "--bank", "old-quizzes", "--json", *more, stdout=out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def test_questions_quizzes_and_results_come_in(tmp_path: Path) -> None:
    load_course(tmp_path / "course")
    place = enrolled_student()

    report = run(write_sqlite(tmp_path / "db.sqlite3"), "--program", "small-course")

    assert (report["imported"], report["results"]) == (4, {"imported": 5, "unchanged": 0, "matched": 3, "by_user_name": 2})
    assert {row["id"]: row["reason"] for row in report["refused"]} == {
        "quiz-app-5": "No answer is marked as correct.", "quiz:3": "Its pass mark is 101 percent; it must be from 0 to 100.",
    }  # fmt: skip
    assert report["questions"][0]["answers"] == [{"text": "I-589", "fraction": 1.0}, {"text": "I-765", "fraction": 0.0}]
    pages = {page.slug: page for page in AssessmentPage.objects.child_of(place.cohort.program)}
    assert [(page.live, page.required, page.attempts_allowed, page.pass_percent) for page in (pages["forms"], pages["not-yet"])] == [
        (True, False, 1, 50), (False, False, 100, 1),
    ]  # fmt: skip
    assert pages["forms"].items.count() == 4
    mine = ImportedResult.objects.filter(student=place.student).order_by("source").last()
    assert mine is not None
    assert (mine.title, mine.score, mine.maximum, mine.passed) == ("Forms", 2, 4, True)
    assert mine.answers[1] == {"question": "quiz-app-2", "text": "Which are right?", "given": "EOIR", "right": True}


def test_every_loss_is_named(tmp_path: Path) -> None:
    load_course(tmp_path / "course")

    report = run(write_sqlite(tmp_path / "db.sqlite3"), "--program", "small-course")

    lost = {row["id"]: " ".join(row["lost"]) for row in report["partial"]}
    assert "any one of them scores" in lost["quiz-app-2"]
    assert "uploads/2014/01/01/map.png" in lost["quiz-app-2"]
    assert [word in lost["quiz:1"] for word in ("2 of its 5 questions at random", "Well done", "Bad luck", "elderberries", "quiz-app-5 was refused")] == [
        True
    ] * 5
    assert "after the whole attempt" in lost["quiz:2"]
    assert lost["progress:2"] == "“broken” is no score."
    assert report["lost"] == ["A sitting (id 3) cannot be read: x."]


def test_a_second_run_adds_nothing(tmp_path: Path) -> None:
    run(write_sqlite(tmp_path / "db.sqlite3"))

    again = run(write_dump(tmp_path / "dump.json"))

    assert (again["imported"], again["unchanged"], again["results"]["imported"], again["results"]["unchanged"]) == (0, 4, 0, 5)
    assert QuestionVersion.objects.count() == 4


def test_a_dry_run_keeps_nothing(tmp_path: Path) -> None:
    report = run(write_sqlite(tmp_path / "db.sqlite3"), "--dry-run")

    assert (report["dry_run"], report["imported"]) == (True, 4)
    assert not QuestionBank.objects.exists()
    assert not Event.objects.filter(kind="assessments.quiz_app_imported").exists()


def test_a_changed_question_becomes_a_new_version(tmp_path: Path) -> None:
    run(write_sqlite(tmp_path / "db.sqlite3"))
    changed = [(pk, category, sub, figure, text + " Say it.", why) for pk, category, sub, figure, text, why in ROWS["quiz_question"]]

    report = run(write_sqlite(tmp_path / "new.sqlite3", ROWS | {"quiz_question": changed}))

    assert report["imported"] == 4
    assert [question.versions.count() for question in Question.objects.all()] == [2] * 4


@pytest.mark.parametrize(("more", "sentence"), [(["--program", "none"], "no published program"), (["--bank", "Not a slug"], "no name for a bank")])
def test_a_refusal_is_one_sentence(tmp_path: Path, more: list[str], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        run(write_sqlite(tmp_path / "db.sqlite3"), *more)


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no file"):
        run(tmp_path / "none")


def test_imported_results_are_written_once(tmp_path: Path) -> None:
    run(write_sqlite(tmp_path / "db.sqlite3"))

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE assessments_importedresult SET score = 9")
