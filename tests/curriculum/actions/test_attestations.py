"""A student's own statement, a coordinator's word on it, and the entry that follows."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from accreditation.actions.decide_correction import approve_correction
from accreditation.actions.propose_correction import propose_correction
from accreditation.ledger.append import append
from accreditation.ledger.verify import verify
from accreditation.models import Entry
from curriculum.actions.attest_study import attest_study
from curriculum.actions.complete_lesson import complete_lesson
from curriculum.actions.decide_attestation import approve_attestation, decline_attestation
from curriculum.actions.enroll import withdraw_student
from curriculum.actions.keep_progress import see_to_end
from curriculum.models import Attestation, AttestationDecision, ContentSnapshot, Enrollment, EnrollmentStep, LessonPage, LessonProgress
from curriculum.queries.snapshots import newest_snapshot
from lms.core.clock import local_date
from lms.core.errors import Conflict, Forbidden, Invalid, Refusal
from lms.notices.models import Notice
from lms.people.models import User
from tests.factories.course import enrolled_student, load_course, member, signed_in, study
from tests.factories.ledger import draft

pytestmark = pytest.mark.django_db
NOW = datetime.now(tz=UTC)
TODAY = local_date(NOW, "America/New_York")
YESTERDAY = TODAY - timedelta(days=1)
REASON = "I read it on paper."


@pytest.fixture
def enrollment(tmp_path: Path, db: None) -> Enrollment:
    """Enrolled a month ago, in lessons published then."""
    load_course(tmp_path)
    enrollment = enrolled_student()
    Enrollment.objects.update(enrolled_at=NOW - timedelta(days=30))
    with connection.cursor() as cursor:  # snapshots are written once: only a test makes one older
        cursor.execute("DROP TRIGGER IF EXISTS curriculum_contentsnapshot_no_update" + (" ON curriculum_contentsnapshot" if _postgres() else ""))
        if _postgres():
            cursor.execute("ALTER TABLE curriculum_contentsnapshot DISABLE TRIGGER USER")
        cursor.execute("UPDATE curriculum_contentsnapshot SET created_at = %s", [NOW - timedelta(days=29)])
    enrollment.refresh_from_db()
    return enrollment


def _postgres() -> bool:
    return connection.vendor == "postgresql"


@pytest.fixture
def coordinator(enrollment: Enrollment) -> User:
    return member("coordinator@north.example", "coordinator", enrollment.cohort.campus)


def lesson(slug: str = "two") -> LessonPage:
    return LessonPage.objects.get(slug=slug)


def stated(enrollment: Enrollment, minutes: int = 5, slug: str = "two", day: date = YESTERDAY, reason: str = REASON) -> Attestation:
    return attest_study(enrollment=enrollment, lesson=lesson(slug), minutes=minutes, studied_on=day, reason=reason)


class TestStating:
    def test_a_statement_names_what_was_read_and_counts_nothing_yet(self, enrollment: Enrollment) -> None:
        attestation = stated(enrollment)

        assert attestation.snapshot == newest_snapshot(lesson().pk)
        assert attestation.sha256 == Attestation.objects.get().fingerprint
        assert not Entry.objects.exists()

    @pytest.mark.parametrize("minutes", [0, -1, 8, 600])
    def test_one_and_a_half_times_the_minutes_is_the_most(self, enrollment: Enrollment, minutes: int) -> None:
        with pytest.raises(Invalid, match="Give 1 to 7 min"):
            stated(enrollment, minutes)

    def test_measured_and_stated_time_share_the_room(self, enrollment: Enrollment) -> None:
        study(enrollment, "two", 3)
        stated(enrollment, 2)

        with pytest.raises(Invalid, match="Give 1 to 2 min"):
            stated(enrollment, 3)

    def test_what_was_declined_gives_its_room_back(self, enrollment: Enrollment, coordinator: User) -> None:
        decline_attestation(attestation=stated(enrollment, 7), answer="Too long.", by=coordinator)

        assert stated(enrollment, 7).minutes == 7

    @pytest.mark.parametrize(
        ("day", "code"), [(TODAY + timedelta(days=1), "future"), (TODAY - timedelta(days=40), "before_enrollment")]
    )  # fmt: skip
    def test_a_day_that_cannot_be_is_refused(self, enrollment: Enrollment, day: date, code: str) -> None:
        with pytest.raises(Invalid) as refused:
            stated(enrollment, day=day)

        assert refused.value.code == code

    def test_a_day_between_leaving_and_coming_back_is_refused(self, enrollment: Enrollment) -> None:
        EnrollmentStep.objects.bulk_create(
            EnrollmentStep(
                student=enrollment.student, cohort=enrollment.cohort, at=NOW - timedelta(days=days), from_state=before, to_state=after, reason="Why."
            )
            for days, before, after in ((9, "active", "withdrawn"), (4, "withdrawn", "active"))
        )

        with pytest.raises(Invalid, match="had ended on that day"):
            stated(enrollment, day=TODAY - timedelta(days=6))
        assert [stated(enrollment, 1, day=TODAY - timedelta(days=days)).minutes for days in (12, 9, 4, 1)] == [1, 1, 1, 1]

    def test_ten_hours_a_day_are_the_most_whatever_the_lessons(self, enrollment: Enrollment) -> None:
        LessonPage.objects.update(minutes=600)
        for page in LessonPage.objects.all():
            page.topics.all().delete()
            page.save_revision().publish()
        stated(enrollment, 500, "one", TODAY)

        with pytest.raises(Invalid, match="Give 1 to 100 min"):
            stated(enrollment, 101, "two", TODAY)

    def test_nothing_is_stated_after_a_withdrawal_or_for_a_lesson_without_credit(self, enrollment: Enrollment, coordinator: User) -> None:
        LessonPage.objects.filter(slug="one").update(credit_mode="none")
        with pytest.raises(Conflict):
            stated(enrollment, slug="one")
        withdraw_student(enrollment=enrollment, reason="Moved.", by=coordinator)
        enrollment.refresh_from_db()
        with pytest.raises(Conflict):
            stated(enrollment)

    @pytest.mark.parametrize("reason", ["", "   ", "x" * 1001])
    def test_a_reason_is_needed(self, enrollment: Enrollment, reason: str) -> None:
        with pytest.raises(Invalid, match="Say in a sentence"):
            stated(enrollment, reason=reason)


class TestDeciding:
    def test_an_approved_statement_is_credited_explained_and_verified(self, enrollment: Enrollment, coordinator: User) -> None:
        attestation = stated(enrollment)

        decision = approve_attestation(attestation=attestation, by=coordinator)

        entry = Entry.objects.get()
        assert (entry.minutes, entry.category, entry.source_kind, entry.source_id) == (5, "law_self_study", "lesson", lesson().public_id)
        assert (entry.recorded_by, entry.approved_by) == (enrollment.student.public_id, coordinator.public_id)
        assert entry.evidence == {"kind": "attestation", "id": attestation.public_id, "sha256": attestation.sha256}
        assert (entry.occurred_from, entry.content_revision, sum(entry.topics.values())) == (YESTERDAY, attestation.snapshot.public_id, 5)
        assert decision.approved
        assert Notice.objects.get(person=enrollment.student.public_id).subject_line == "Your statement was approved: Lesson two"
        assert verify().ok

    def test_approving_twice_posts_once_and_a_decision_stands(self, enrollment: Enrollment, coordinator: User) -> None:
        attestation = stated(enrollment)
        for _ in range(2):
            approve_attestation(attestation=attestation, by=coordinator)

        assert (Entry.objects.count(), AttestationDecision.objects.count()) == (1, 1)
        with pytest.raises(Conflict):
            decline_attestation(attestation=attestation, answer="No.", by=coordinator)

    def test_declining_needs_a_sentence_and_credits_nothing(self, enrollment: Enrollment, coordinator: User) -> None:
        attestation = stated(enrollment)
        with pytest.raises(Invalid):
            decline_attestation(attestation=attestation, answer=" ", by=coordinator)

        decline_attestation(attestation=attestation, answer="Please measure it.", by=coordinator)

        assert not Entry.objects.exists()
        with pytest.raises(Conflict):
            approve_attestation(attestation=attestation, by=coordinator)

    def test_only_a_coordinator_of_the_campus_decides_and_never_about_themselves(self, enrollment: Enrollment, coordinator: User) -> None:
        attestation = stated(enrollment)
        south = enrolled_student("south", "student@south.example", program=enrollment.cohort.program)
        stranger = member("coordinator@south.example", "coordinator", south.cohort.campus)

        for person in (enrollment.student, stranger, member("i@north.example", "instructor", enrollment.cohort.campus)):
            with pytest.raises(Forbidden):
                approve_attestation(attestation=attestation, by=person)
        assert not AttestationDecision.objects.exists()

    def test_the_database_refuses_a_decision_about_oneself(self, enrollment: Enrollment) -> None:
        facts: dict[str, Any] = {"attestation": stated(enrollment), "student": enrollment.student, "decided_by": enrollment.student}

        with pytest.raises(IntegrityError), transaction.atomic():
            AttestationDecision.objects.create(**facts, approved=True, decided_at=NOW)

    def test_a_day_that_is_not_over_is_not_approved(self, enrollment: Enrollment, coordinator: User) -> None:
        attestation = stated(enrollment, day=TODAY)

        with pytest.raises(Conflict, match="not over yet"):
            approve_attestation(attestation=attestation, by=coordinator)

    def test_what_was_measured_meanwhile_leaves_no_room(self, enrollment: Enrollment, coordinator: User) -> None:
        attestation = stated(enrollment, 5)
        study(enrollment, "two", 4)

        with pytest.raises(Conflict, match="3 min of this lesson"):
            approve_attestation(attestation=attestation, by=coordinator)

    @pytest.mark.parametrize(("held", "is_approved"), [(955, True), (956, False)])
    def test_a_day_holds_sixteen_hours_of_everything(self, enrollment: Enrollment, coordinator: User, held: int, is_approved: bool) -> None:
        attestation = stated(enrollment, 5)
        student = enrollment.student.public_id
        append(draft(student=student, source_id="one", minutes=held, topics={"asylum": held}, occurred_from=YESTERDAY, occurred_to=YESTERDAY))
        append(draft(student=student, source_id="two", minutes=60, topics={"asylum": 60}, occurred_from=TODAY, occurred_to=TODAY))

        if is_approved:
            assert approve_attestation(attestation=attestation, by=coordinator).approved
        else:
            with pytest.raises(Conflict, match="more than 16 hours"):
                approve_attestation(attestation=attestation, by=coordinator)

    def test_a_statement_cannot_be_changed(self, enrollment: Enrollment) -> None:
        attestation = stated(enrollment)

        with pytest.raises(Refusal):
            attestation.save()


class TestTogether:
    def test_a_statement_counts_toward_the_minimum_share(self, enrollment: Enrollment, coordinator: User) -> None:
        """Lesson two asks for half of its five minutes."""
        see_to_end(enrollment=enrollment, lesson=lesson())
        with pytest.raises(Conflict, match="Study for about 3 more min"):
            complete_lesson(enrollment=enrollment, lesson=lesson(), snapshot=ContentSnapshot.objects.get(lesson=lesson()))

        approve_attestation(attestation=stated(enrollment, 3), by=coordinator)

        assert LessonProgress.objects.get().attested_minutes == 3
        complete_lesson(enrollment=enrollment, lesson=lesson(), snapshot=ContentSnapshot.objects.get(lesson=lesson()))
        assert list(Entry.objects.values_list("minutes", flat=True)) == [3]

    def test_measured_time_after_a_statement_fills_the_room_that_is_left_and_replays(self, enrollment: Enrollment, coordinator: User) -> None:
        """Seven and a half minutes are the most of a lesson of five: five stated leave two whole ones."""
        approve_attestation(attestation=stated(enrollment, 5), by=coordinator)
        study(enrollment, "two", 6)
        see_to_end(enrollment=enrollment, lesson=lesson())

        complete_lesson(enrollment=enrollment, lesson=lesson(), snapshot=ContentSnapshot.objects.get(lesson=lesson()))

        assert list(Entry.objects.order_by("seq").values_list("minutes", flat=True)) == [5, 2]
        assert Entry.objects.get(seq=2).evidence["to_ms"] == 150_000
        assert verify().ok

    def test_a_corrected_statement_leaves_room_for_what_it_gave_back(self, enrollment: Enrollment, coordinator: User) -> None:
        approve_attestation(attestation=stated(enrollment, 7), by=coordinator)
        second = member("second@north.example", "coordinator", enrollment.cohort.campus)
        correction = propose_correction(entry=Entry.objects.get(), minutes=2, category="law_self_study", topic="", reason="It was two.", by=coordinator)
        approve_correction(correction=correction, by=second)
        study(enrollment, "two", 6)
        see_to_end(enrollment=enrollment, lesson=lesson())

        complete_lesson(enrollment=enrollment, lesson=lesson(), snapshot=ContentSnapshot.objects.get(lesson=lesson()))

        assert list(Entry.objects.order_by("seq").values_list("minutes", flat=True)) == [7, -7, 2, 5]
        assert verify().ok

    @pytest.mark.parametrize("column", ["minutes", "reason_sha256"])
    def test_a_tampered_statement_is_found_and_named(self, enrollment: Enrollment, coordinator: User, column: str) -> None:
        approve_attestation(attestation=stated(enrollment), by=coordinator)
        with connection.cursor() as cursor:
            if _postgres():
                cursor.execute("ALTER TABLE curriculum_attestation DISABLE TRIGGER USER")
            else:
                cursor.execute("DROP TRIGGER curriculum_attestation_no_update")
            cursor.execute(f"UPDATE curriculum_attestation SET {column} = '6'")

        found = verify()

        assert (found.ok, found.first_bad and found.first_bad.seq) == (False, 1)
        assert found.first_bad is not None
        assert found.first_bad.why == "The statement this entry rests on was changed."


class TestPages:
    def test_the_student_states_and_sees_what_became_of_it(self, enrollment: Enrollment, coordinator: User) -> None:
        browser = signed_in(enrollment.student)
        path = f"/study/attest/{enrollment.public_id}/{lesson().public_id}/"
        answer = browser.post(path, {"minutes": "4", "studied_on": YESTERDAY.isoformat(), "reason": REASON})
        assert answer.status_code == 302
        assert "Waiting for your coordinator" in browser.get(path).content.decode()

        approve_attestation(attestation=Attestation.objects.get(), answer="Thank you.", by=coordinator)

        shown = browser.get(path).content.decode()
        assert ("Approved" in shown, "Thank you." in shown) == (True, True)
        assert "own statement" in browser.get("/record/entries/1/").content.decode()
        assert "Stated, not measured" in browser.get(f"/record/time/{enrollment.public_id}/{lesson().public_id}/").content.decode()

    @pytest.mark.parametrize(
        "form",
        [
            {}, {"minutes": "x", "studied_on": "yesterday", "reason": REASON}, {"minutes": "99999", "studied_on": "2026-11-01", "reason": REASON},
            {"minutes": "1", "studied_on": "0001-01-01", "reason": REASON}, {"minutes": "1", "studied_on": "9999-12-31", "reason": REASON},
        ],
    )  # fmt: skip
    def test_bad_input_is_told_in_a_sentence_and_kept(self, enrollment: Enrollment, form: dict[str, str]) -> None:
        answer = signed_in(enrollment.student).post(f"/study/attest/{enrollment.public_id}/{lesson().public_id}/", form)

        assert answer.status_code == 422
        assert form.get("reason", "") in answer.content.decode()

    def test_a_coordinator_decides_on_the_page_of_approvals(self, enrollment: Enrollment, coordinator: User, settings: Any) -> None:
        settings.SECOND_FACTOR_REQUIRED = False
        browser: Client = signed_in(coordinator)
        attestation = stated(enrollment)
        assert REASON in browser.get("/cohorts/approvals/").content.decode()
        assert "statement of study to approve" in browser.get("/").content.decode()

        path = f"/cohorts/approvals/attestations/{attestation.public_id}/"
        browser.post(path, {"decision": "maybe"})
        browser.post(path, {"decision": "decline"})
        assert not AttestationDecision.objects.exists()
        browser.post(path, {"decision": "approve", "answer": "I saw the paper."})

        assert AttestationDecision.objects.get().decided_by == coordinator
        assert Entry.objects.count() == 1
        assert REASON not in browser.get("/cohorts/approvals/").content.decode()

    @pytest.mark.parametrize("number", [1, 3])
    def test_the_page_of_approvals_costs_the_same_for_one_and_for_three(
        self, enrollment: Enrollment, coordinator: User, settings: Any, number: int, django_assert_num_queries: Any
    ) -> None:
        settings.SECOND_FACTOR_REQUIRED = False
        for _ in range(number):
            stated(enrollment, 1)
        browser = signed_in(coordinator)
        assert browser.get("/cohorts/approvals/").content.decode().count(REASON) == number

        with django_assert_num_queries(9):
            browser.get("/cohorts/approvals/")
