"""Places of a cohort: counted, given in order, ended, moved, and what became of each."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from curriculum.actions.enroll import close_cohort, enroll_student, withdraw_student
from curriculum.actions.set_capacity import set_capacity
from curriculum.actions.take_off_line import take_off_line
from curriculum.actions.transfer_student import transfer_student
from curriculum.api import answer_checks_blank, complete_lesson, hear, new_token, newest_snapshot, see_to_end
from curriculum.models import Cohort, Enrollment, EnrollmentStep, LessonCompletion, LessonPage, WaitingPlace
from curriculum.queries.outline import program_outline
from curriculum.queries.places import history_of_place, waiting_line
from lms.audit.models import Event
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.core.models import AppendOnlyViolation
from lms.notices.models import Notice
from lms.people.models import Membership, User
from tests.factories.cohorts import coordinator_of, second_cohort, student_of
from tests.factories.course import enrolled_student, load_course, study

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrollment(tmp_path: Path) -> Enrollment:
    load_course(tmp_path / "course")
    return enrolled_student()


@pytest.fixture
def emil(enrollment: Enrollment) -> User:
    return coordinator_of(enrollment.campus)


@pytest.fixture
def cohort(enrollment: Enrollment, emil: User) -> Cohort:
    """A cohort with one place, which is taken."""
    set_capacity(cohort=enrollment.cohort, capacity=1, by=emil)
    return Cohort.objects.get(pk=enrollment.cohort_id)


def enrolled(cohort: Cohort) -> list[str]:
    return list(cohort.enrollments.exclude(state="withdrawn").order_by("pk").values_list("student__legal_first_name", flat=True))


def line(cohort: Cohort) -> list[str]:
    return [waiting.student.legal_first_name for waiting in waiting_line(cohort)]


class TestCapacity:
    def test_who_comes_to_a_full_cohort_stands_in_line_in_order(self, cohort, emil):
        places = [enroll_student(student=student_of(cohort.campus, name), cohort=cohort, by=emil) for name in ("awa", "bao", "chi")]

        assert {type(place) for place in places} == {WaitingPlace}
        assert (enrolled(cohort), line(cohort)) == (["Ana"], ["Awa", "Bao", "Chi"])

    def test_asking_twice_keeps_the_place_in_line(self, cohort, emil):
        awa, bao = student_of(cohort.campus, "awa"), student_of(cohort.campus, "bao")

        for person in (awa, bao, awa):
            enroll_student(student=person, cohort=cohort, by=emil)

        assert line(cohort) == ["Awa", "Bao"]

    def test_a_place_freed_goes_to_who_waits_first_and_they_are_told(self, cohort, emil, enrollment):
        for name in ("awa", "bao"):
            enroll_student(student=student_of(cohort.campus, name), cohort=cohort, by=emil)

        withdraw_student(enrollment=enrollment, by=emil, reason="Moved away.")

        assert (enrolled(cohort), line(cohort)) == (["Awa"], ["Bao"])
        assert Notice.objects.get(kind="curriculum.place_given").person == User.objects.get(legal_first_name="Awa").public_id

    def test_who_is_no_student_any_more_is_passed_over(self, cohort, emil, enrollment):
        for name in ("awa", "bao"):
            enroll_student(student=student_of(cohort.campus, name), cohort=cohort, by=emil)
        Membership.objects.filter(user__legal_first_name="Awa").update(ended_at=datetime.now(UTC))

        withdraw_student(enrollment=enrollment, by=emil, reason="Moved away.")

        assert (enrolled(cohort), line(cohort)) == (["Bao"], [])

    def test_more_places_are_given_at_once_and_fewer_take_nobodys(self, cohort, emil):
        for name in ("awa", "bao", "chi"):
            enroll_student(student=student_of(cohort.campus, name), cohort=cohort, by=emil)

        given = set_capacity(cohort=cohort, capacity=3, by=emil)
        set_capacity(cohort=cohort, capacity=1, by=emil)

        assert [place.student.legal_first_name for place in given] == ["Awa", "Bao"]
        assert (enrolled(cohort), line(cohort)) == (["Ana", "Awa", "Bao"], ["Chi"])

    def test_without_a_limit_everybody_gets_a_place(self, cohort, emil):
        enroll_student(student=student_of(cohort.campus, "awa"), cohort=cohort, by=emil)

        set_capacity(cohort=cohort, capacity=None, by=emil)

        assert (enrolled(cohort), line(cohort)) == (["Ana", "Awa"], [])

    def test_a_closed_cohort_gives_no_place(self, cohort, emil, enrollment):
        enroll_student(student=student_of(cohort.campus, "awa"), cohort=cohort, by=emil)
        close_cohort(cohort=cohort, by=emil)

        withdraw_student(enrollment=enrollment, by=emil, reason="Moved away.")

        assert (enrolled(cohort), line(cohort)) == ([], ["Awa"])

    def test_a_returning_student_stands_in_line_like_everybody(self, cohort, emil, enrollment):
        enroll_student(student=student_of(cohort.campus, "awa"), cohort=cohort, by=emil)
        withdraw_student(enrollment=enrollment, by=emil, reason="A term abroad.")

        enroll_student(student=enrollment.student, cohort=cohort, by=emil)

        assert (enrolled(cohort), line(cohort)) == (["Awa"], ["Ana"])

    def test_who_is_taken_off_the_line_gets_no_place(self, cohort, emil, enrollment):
        waiting = enroll_student(student=student_of(cohort.campus, "awa"), cohort=cohort, by=emil)

        take_off_line(waiting=waiting, by=emil)
        take_off_line(waiting=waiting, by=emil)
        withdraw_student(enrollment=enrollment, by=emil, reason="Moved away.")

        assert (enrolled(cohort), line(cohort)) == ([], [])

    @pytest.mark.parametrize("capacity", [0, -1, 10_001])
    def test_a_number_of_places_that_cannot_be_is_refused(self, cohort, emil, capacity):
        with pytest.raises(Invalid):
            set_capacity(cohort=cohort, capacity=capacity, by=emil)

    def test_the_database_knows_no_cohort_without_a_place(self, cohort):
        with pytest.raises(IntegrityError), transaction.atomic():
            Cohort.objects.update(capacity=0)

    def test_a_student_sets_no_capacity(self, cohort, enrollment):
        with pytest.raises(Forbidden):
            set_capacity(cohort=cohort, capacity=5, by=enrollment.student)


class TestHistory:
    def test_every_step_is_kept_with_who_and_why(self, cohort, emil, enrollment):
        withdraw_student(enrollment=enrollment, by=emil, reason="A term abroad.")
        enroll_student(student=enrollment.student, cohort=cohort, by=emil, reason="Back again.")

        rows = [(step.before, step.after, step.by, step.reason) for step in history_of_place(enrollment)]

        assert rows == [
            ("No place", "Enrolled", "Pathway", ""), ("Enrolled", "Withdrawn", "Emil", "A term abroad."), ("Withdrawn", "Enrolled", "Emil", "Back again."),
        ]  # fmt: skip

    def test_a_step_is_never_changed(self, enrollment):
        step = EnrollmentStep.objects.get()

        step.reason = "Other."
        with pytest.raises(AppendOnlyViolation):
            step.save()
        with pytest.raises(Exception, match="append-only"), transaction.atomic():
            EnrollmentStep.objects.filter(pk=step.pk)._raw_delete("default")

    def test_the_database_keeps_no_end_without_a_reason(self, enrollment):
        with pytest.raises(IntegrityError), transaction.atomic():
            EnrollmentStep.objects.create(student=enrollment.student, cohort=enrollment.cohort, at=datetime.now(UTC), from_state="active", to_state="withdrawn")


class TestTransfer:
    def complete(self, enrollment: Enrollment, slug: str) -> LessonCompletion:
        lesson = LessonPage.objects.get(slug=slug)
        snapshot = newest_snapshot(lesson.pk)
        study(enrollment, slug, 8)
        see_to_end(enrollment=enrollment, lesson=lesson)
        answer_checks_blank(enrollment=enrollment, lesson=lesson, snapshot=snapshot)
        return complete_lesson(enrollment=enrollment, lesson=lesson, snapshot=snapshot)

    def test_both_places_remain_and_the_new_one_names_the_old(self, enrollment, emil):
        spring = second_cohort(enrollment)

        moved = transfer_student(enrollment=enrollment, to=spring, by=emil, reason="Works on Mondays.")

        enrollment.refresh_from_db()
        assert (enrollment.state, moved.state, moved.moved_from, moved.cohort) == ("withdrawn", "active", enrollment, spring)
        assert [step.after for step in history_of_place(enrollment)] == ["Enrolled", "Moved"]
        assert history_of_place(moved)[0].reason == "Moved from Fall: Works on Mondays."
        assert Event.objects.filter(kind="curriculum.student_moved").count() == 1

    def test_the_place_left_goes_to_who_waits(self, cohort, enrollment, emil):
        enroll_student(student=student_of(cohort.campus, "awa"), cohort=cohort, by=emil)

        transfer_student(enrollment=enrollment, to=second_cohort(enrollment), by=emil, reason="Works on Mondays.")

        assert enrolled(cohort) == ["Awa"]

    def test_what_was_completed_shows_as_done_and_is_not_credited_again(self, enrollment, emil):
        self.complete(enrollment, "one")
        moved = transfer_student(enrollment=enrollment, to=second_cohort(enrollment), by=emil, reason="Works on Mondays.")
        lesson = LessonPage.objects.get(slug="one")

        rows = {row.title: (row.state, row.note) for row in program_outline(moved.cohort.program, moved).rows}
        heard = hear(token=new_token(moved, lesson, newest_snapshot(lesson.pk)), kind="open", seq=0, active_ms=0, visible=True)

        assert rows["Lesson one"] == ("done", "done in an earlier cohort")
        assert rows["Lesson two"][0] == "open"
        assert (moved.may_study_lesson(lesson), heard.reason) == (False, "not_enrolled")
        assert moved.may_study_lesson(LessonPage.objects.get(slug="two"))

    def test_moving_back_takes_up_the_old_place(self, enrollment, emil):
        moved = transfer_student(enrollment=enrollment, to=second_cohort(enrollment), by=emil, reason="Works on Mondays.")

        back = transfer_student(enrollment=moved, to=enrollment.cohort, by=emil, reason="Not any more.")

        assert (back.pk, back.state, back.moved_from) == (enrollment.pk, "active", moved)
        assert [step.after for step in history_of_place(back)] == ["Enrolled", "Moved", "Enrolled"]

    def test_refusals_change_nothing(self, enrollment, emil):
        spring = second_cohort(enrollment)
        set_capacity(cohort=spring, capacity=1, by=emil)
        enroll_student(student=student_of(spring.campus, "awa"), cohort=spring, by=emil)

        for to, reason, refusal in ((spring, "Why.", Conflict), (spring, " ", Invalid), (enrollment.cohort, "Why.", Invalid)):
            with pytest.raises(refusal):
                transfer_student(enrollment=enrollment, to=to, by=emil, reason=reason)

        assert Enrollment.objects.get(pk=enrollment.pk).state == "active"

    def test_only_who_runs_both_cohorts_moves_a_student(self, enrollment):
        with pytest.raises(Forbidden):
            transfer_student(enrollment=enrollment, to=second_cohort(enrollment), by=enrollment.student, reason="Why.")


def test_a_withdrawn_student_who_waited_long_ago_has_no_old_place_in_line(cohort, emil, enrollment):
    waiting = enroll_student(student=student_of(cohort.campus, "awa"), cohort=cohort, by=emil)
    WaitingPlace.objects.filter(pk=waiting.pk).update(joined_at=waiting.joined_at - timedelta(days=9))
    withdraw_student(enrollment=enrollment, by=emil, reason="Moved away.")

    assert not WaitingPlace.objects.filter(ended_at=None).exists()
