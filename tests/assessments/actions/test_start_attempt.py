"""Starting: drawn once and frozen, in sections, with the honor statement kept; never with fewer questions than were promised."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.actions.start_attempt import NotEnough, start_attempt
from assessments.actions.submit_attempt import submit_attempt
from assessments.models import AssessmentDraw, AssessmentPage, Attempt, Question
from lms.core.errors import Conflict, Invalid
from lms.notices.api import Notice
from tests.factories.course import enrolled_student, member, signed_in
from tests.factories.quizzes import BANK, load_quiz

pytestmark = pytest.mark.django_db


def started(quiz: AssessmentPage) -> Attempt:
    place = enrolled_student()
    return start_attempt(assessment=quiz, enrollment=place, by=place.student)


def asked(attempt: Attempt) -> list[tuple[str, str]]:
    return [(item.section, item.version.question.external_id) for item in attempt.items.select_related("version__question").order_by("position")]


def test_questions_stand_in_their_sections_without_repetition(tmp_path: Path) -> None:
    quiz = load_quiz(tmp_path)

    items = asked(started(quiz))

    assert [section for section, _ in items] == ["A", "A", "B", "B"]
    names = [name for _, name in items]
    assert len(set(names)) == 4
    assert "asylum-1" in names[:2]
    assert "ethics_upl-1" in names[2:]
    assert all(name.startswith("asylum") for name in names[:2])


def test_what_the_student_has_met_comes_last(tmp_path: Path) -> None:
    quiz = load_quiz(tmp_path, sections=[], questions=[], draws=[{"bank": "first-module", "count": 4}])
    place = enrolled_student()
    met: Counter[str] = Counter()

    for _ in range(3):
        attempt = start_attempt(assessment=quiz, enrollment=place, by=place.student)
        met.update(name for _, name in asked(attempt))
        submit_attempt(attempt=attempt, by=place.student)

    assert met == dict.fromkeys((str(question["id"]) for question in BANK), 1)


def test_starting_again_gives_the_same_attempt_with_the_same_questions(tmp_path: Path) -> None:
    quiz, place = load_quiz(tmp_path), enrolled_student()

    first, second = (start_attempt(assessment=quiz, enrollment=place, by=place.student) for _ in range(2))

    assert first.pk == second.pk
    assert asked(first) == asked(second)


def test_points_of_a_draw_and_a_pinned_version_are_frozen(tmp_path: Path) -> None:
    quiz = load_quiz(
        tmp_path, sections=[], shuffle_questions=False, questions=[{"question": "asylum-1", "points": 4, "version": 1}],
        draws=[{"bank": "first-module", "count": 2, "difficulty": 1, "points": 3}],
    )  # fmt: skip

    items = list(started(quiz).items.order_by("position"))

    assert [item.points for item in items] == [4, 3, 3]
    assert {item.version.difficulty for item in items[1:]} == {1}


def test_a_draw_that_cannot_be_filled_uses_no_attempt_and_tells_the_instructor(tmp_path: Path) -> None:
    quiz, place = load_quiz(tmp_path), enrolled_student()
    instructor = member("instructor@north.example", "instructor", place.cohort.campus)
    Question.objects.filter(external_id__startswith="asylum").update(state="held")

    for _ in range(2):
        with pytest.raises(Conflict, match=r"Your instructors have been told\. No attempt was used\."):
            start_attempt(assessment=quiz, enrollment=place, by=place.student)

    assert Attempt.objects.count() == 0
    notice = Notice.objects.get(person=instructor.public_id)
    assert "finds 0 ready questions that no other draw or fixed question takes: 1 too few" in notice.text


@pytest.mark.parametrize(("held", "state"), [([f"asylum-{number}" for number in range(3, 7)], "held"), (["asylum-6"], "draft")])
def test_a_quiz_with_too_little_left_is_not_asked_short(tmp_path: Path, held: list[str], state: str) -> None:
    quiz = load_quiz(tmp_path, sections=[], draws=[], questions=[f"asylum-{number}" for number in range(1, 7)])
    place = enrolled_student()
    instructor = member("instructor@north.example", "instructor", place.cohort.campus)
    Question.objects.filter(external_id__in=held).update(state=state)

    with pytest.raises(NotEnough):
        start_attempt(assessment=quiz, enrollment=place, by=place.student)

    told = Notice.objects.get(person=instructor.public_id).text
    assert (Attempt.objects.count(), told.count("is not ready. Make it ready, or take it out of the quiz.")) == (0, len(held))


def test_a_held_question_is_left_out_while_half_of_them_are_there(tmp_path: Path) -> None:
    """A change of law takes one question; the quiz goes on without it."""
    quiz = load_quiz(tmp_path, sections=[], draws=[], questions=[f"asylum-{number}" for number in range(1, 7)])
    Question.objects.filter(external_id__in=["asylum-4", "asylum-5", "asylum-6"]).update(state="held")

    assert started(quiz).items.count() == 3


def test_a_held_section_does_not_make_its_pass_mark_vanish(tmp_path: Path) -> None:
    """Nobody would be asked ethics, whose 80 percent are a condition."""
    sections = [{"label": "A", "title": "Asylum"}, {"label": "B", "title": "Ethics", "pass_percent": 80}]
    quiz = load_quiz(tmp_path, draws=[], pass_percent=1, sections=sections)
    Question.objects.filter(external_id__startswith="ethics").update(state="held")

    with pytest.raises(NotEnough):
        started(quiz)


def test_the_honor_statement_is_kept_with_the_attempt(tmp_path: Path) -> None:
    quiz, place = load_quiz(tmp_path, honor_statement="I work alone.\nI use no notes."), enrolled_student()

    with pytest.raises(Invalid):
        start_attempt(assessment=quiz, enrollment=place, by=place.student, promised="I work alone.")
    attempt = start_attempt(assessment=quiz, enrollment=place, by=place.student, promised=quiz.honor_statement)

    assert (attempt.honor.person, attempt.honor.statement) == (place.student.public_id, "I work alone.\nI use no notes.")
    assert attempt.honor.accepted_at == attempt.started_at


def test_an_honor_statement_of_several_lines_written_in_the_editor_can_be_accepted(tmp_path: Path) -> None:
    """Browsers send the ends of lines as CR LF: the author's, as they are kept, and the student's."""
    quiz, place = load_quiz(tmp_path), enrolled_student()
    AssessmentPage.objects.filter(pk=quiz.pk).update(honor_statement="I work alone.\r\nI use no notes.")
    student = signed_in(place.student)

    page = student.get(quiz.url).content.decode()
    begun = student.post(quiz.url, {"honor": "on", "statement": "I work alone.\r\nI use no notes."})

    assert "I use no notes." in page
    assert (begun.status_code, Attempt.objects.get().honor.statement) == (302, "I work alone.\nI use no notes.")


def test_the_next_attempt_waits_until_the_time_between_is_over(tmp_path: Path) -> None:
    quiz, place = load_quiz(tmp_path, cooldown_hours=24), enrolled_student()
    submit_attempt(attempt=start_attempt(assessment=quiz, enrollment=place, by=place.student), by=place.student)

    with pytest.raises(Conflict, match="There is some time between two attempts"):
        start_attempt(assessment=quiz, enrollment=place, by=place.student)
    earlier = Attempt.objects.get()
    Attempt.objects.update(started_at=earlier.started_at - timedelta(hours=25), submitted_at=earlier.started_at - timedelta(hours=25))

    assert start_attempt(assessment=quiz, enrollment=place, by=place.student).number == 2


def test_starting_costs_the_same_with_one_draw_as_with_three_and_with_twenty_questions(tmp_path: Path) -> None:
    quiz, place = load_quiz(tmp_path, attempts=9), enrolled_student()
    costs = []

    for draws in ([1], [2, 1, 1], [4, 4, 4]):
        AssessmentDraw.objects.all().delete()
        bank = Question.objects.first().bank  # type: ignore[union-attr]
        for count in draws:
            AssessmentDraw.objects.create(page=quiz, bank=bank, count=min(count, 3), section="A")
        with CaptureQueriesContext(connection) as queries:
            attempt = start_attempt(assessment=AssessmentPage.objects.get(pk=quiz.pk), enrollment=place, by=place.student)
        costs.append(len(queries))
        submit_attempt(attempt=attempt, by=place.student)

    assert len(set(costs[1:])) == 1
    assert costs[0] == costs[1]
