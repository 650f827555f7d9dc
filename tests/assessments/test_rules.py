"""Who may see and mark attempts: each rule and its queryset say the same, and nobody marks their own."""

from pathlib import Path

import pytest

from assessments.actions.start_attempt import start_attempt
from assessments.models import AssessmentPage, Attempt, QuestionBank
from assessments.rules import assessments_analyzed_by, attempts_marked_by, attempts_visible_to, banks_opened_by, gradebooks_visible_to
from curriculum.models import Cohort
from lms.people.models import Campus, Membership, User
from tests.factories.course import enrolled_student, load_course, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def attempts(tmp_path: Path, db: None) -> list[Attempt]:
    """Of a student at North, of an instructor at North who studies there too, and of a student at South."""
    load_course(tmp_path)
    quiz = AssessmentPage.objects.get(slug="first-quiz")
    first = enrolled_student()
    program = first.cohort.program
    teacher = enrolled_student(email="teacher@north.example", program=program)
    Membership.objects.create(user=teacher.student, campus=first.cohort.campus, role="instructor")
    south = enrolled_student("south", "student@south.example", program=program)
    return [start_attempt(assessment=quiz, enrollment=place, by=place.student) for place in (first, teacher, south)]


@pytest.fixture
def people(attempts: list[Attempt]) -> list[User]:
    north, south = Campus.objects.get(slug="north"), Campus.objects.get(slug="south")
    return [
        *(User.objects.get(pk=attempt.enrollment.student_id) for attempt in attempts),
        *(member(f"{role}@north.example", role, north) for role in ("instructor", "coordinator", "officer", "auditor", "attorney", "administrator")),
        member("instructor@south.example", "instructor", south),
    ]


def test_what_may_be_seen_and_what_is_listed_agree(attempts: list[Attempt], people: list[User]) -> None:
    for person in people:
        allowed = {attempt.pk for attempt in attempts if person.has_perm("assessments.view_attempt", attempt)}

        assert set(attempts_visible_to(person).values_list("pk", flat=True)) == allowed, person.email


def test_what_may_be_marked_and_what_waits_to_be_marked_agree(attempts: list[Attempt], people: list[User]) -> None:
    for person in people:
        allowed = {attempt.pk for attempt in attempts if person.has_perm("assessments.mark_attempt", attempt)}

        assert set(attempts_marked_by(person).values_list("pk", flat=True)) == allowed, person.email


def test_nobody_marks_their_own_answers(attempts: list[Attempt]) -> None:
    student, teacher, elsewhere = attempts
    person = User.objects.get(email="teacher@north.example")

    assert [person.has_perm("assessments.mark_attempt", attempt) for attempt in (student, teacher, elsewhere)] == [True, False, False]


def test_what_may_be_analyzed_and_what_is_listed_agree(people: list[User]) -> None:
    for person in people:
        allowed = {page.pk for page in AssessmentPage.objects.all() if person.has_perm("assessments.analyze", page)}

        assert set(assessments_analyzed_by(person).values_list("pk", flat=True)) == allowed, person.email


def test_gradebooks_that_may_be_opened_and_that_are_listed_agree(people: list[User]) -> None:
    for person in people:
        allowed = {cohort.pk for cohort in Cohort.objects.all() if person.has_perm("assessments.view_gradebook", cohort)}

        assert set(gradebooks_visible_to(person).values_list("pk", flat=True)) == allowed, person.email


def test_banks_that_may_be_opened_to_practice_and_that_are_listed_agree(people: list[User]) -> None:
    QuestionBank.objects.create(slug="shared", title="Shared")
    for person in people:
        allowed = {bank.pk for bank in QuestionBank.objects.all() if person.has_perm("assessments.open_to_practice", bank)}

        assert set(banks_opened_by(person).values_list("pk", flat=True)) == allowed, person.email


def test_six_banks_of_a_program_cost_as_many_queries_as_two(attempts: list[Attempt], django_assert_max_num_queries: object) -> None:
    bank, costs = QuestionBank.objects.get(), []
    for made in (1, 4):
        for at in range(made):
            QuestionBank.objects.create(slug=f"b-{made}-{at}", title="B", program=bank.program)
        teacher = User.objects.get(email="teacher@north.example")
        with django_assert_max_num_queries(1_000) as found:  # type: ignore[operator]
            assert len(banks_opened_by(teacher)) == QuestionBank.objects.count()
        costs.append(len(found))

    assert costs[0] == costs[1]
