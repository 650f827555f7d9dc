"""Two accounts of one person become one: the hours of both are in one record, none counts twice, and the whole ledger verifies before and after."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db.models import Sum

from accreditation.actions.decide_adjustment import approve_adjustment
from accreditation.actions.decide_outside_training import approve_outside_training
from accreditation.actions.issue_certificate import issue_certificate
from accreditation.actions.post_attendance import post_attendance
from accreditation.ledger.verify import verify
from accreditation.models import CompletionEvent, Entry, LedgerHead
from accreditation.queries.hours import explained, minutes_by_track, reason_of
from accreditation.queries.intervals import counted_time_in
from accreditation.queries.record import record_rows
from curriculum.actions.seal_study_log import seal_study_log
from curriculum.api import put_enrollment
from curriculum.models import Enrollment, EnrollmentStep, LessonCompletion, LessonPage, StudySegment
from curriculum.queries.attendance import adjustment_reason
from lms.core.errors import Conflict
from lms.people.api import ids_of
from lms.people.models import User
from lms.people.queries.merges import preview
from tests.factories.certificates import ready
from tests.factories.cohorts import second_cohort, student_of
from tests.factories.course import TERM_BEGAN, study
from tests.factories.evidence import handed_in
from tests.factories.hours import adjustment, outside
from tests.factories.ledger import append_hours
from tests.factories.live import EVENING, confirmed, entry_of, live_session, was_there
from tests.factories.merges import Twice, complete, signed_up_twice
from tests.factories.tampering import as_the_database_owner

pytestmark = pytest.mark.django_db
MORNING = datetime.fromisoformat("2026-10-01T15:00:00+00:00")
LATER = MORNING + timedelta(days=1)


@pytest.fixture
def twice(tmp_path: Path) -> Twice:
    return signed_up_twice(tmp_path)


def studied(enrollment: Enrollment, slug: str, minutes: int, start: datetime = MORNING) -> None:
    study(enrollment, slug, minutes, start=start)
    complete(enrollment, slug)


def total(person: User) -> int:
    return Entry.objects.filter(student=person.public_id).aggregate(sum=Sum("minutes"))["sum"] or 0


def place(enrollment: Enrollment) -> Enrollment:
    return Enrollment.objects.select_related("student", "cohort__campus", "cohort__program").get(pk=enrollment.pk)


class TestHours:
    def test_lessons_of_both_accounts_are_in_one_record(self, twice: Twice) -> None:
        studied(twice.fall, "one", 10)
        studied(twice.spring, "two", 5, LATER)
        before = total(twice.kept) + total(twice.merged)

        twice.merge()

        assert (total(twice.kept), total(twice.merged)) == (before, 0) == (15, 0)
        assert [row.fold.minutes for row in record_rows([place(twice.fall), place(twice.spring)])] == [10, 5]
        assert minutes_by_track([place(twice.spring)]) == {twice.spring.public_id: {"law_and_skills": 5}}
        assert verify().ok

    def test_an_entry_that_came_along_names_the_one_it_comes_from(self, twice: Twice) -> None:
        studied(twice.spring, "two", 5)

        merge = twice.merge()

        old, undone = Entry.objects.filter(student=twice.merged.public_id).order_by("seq")
        new = Entry.objects.get(student=twice.kept.public_id)
        assert (undone.kind, undone.reverses, undone.minutes) == ("reversal", old.seq, -old.minutes)
        assert {name: new.evidence[name] for name in ("kind", "merge", "student", "seq", "hash", "was")} == {
            "kind": "merged", "merge": merge.public_id, "student": twice.merged.public_id, "seq": old.seq, "hash": old.hash, "was": "measured",
        }  # fmt: skip
        assert (new.minutes, new.topics, new.enrollment, new.content_sha256) == (old.minutes, old.topics, old.enrollment, old.content_sha256)
        assert (new.recorded_by, new.approved_by) == (twice.one.public_id, twice.two.public_id)
        assert reason_of(new) == "Two accounts of one person were merged."
        assert explained(new) == {"kind": "merged", "was": "measured", "seq": old.seq, "hash": old.hash}

    def test_the_same_minutes_of_the_clock_count_once(self, twice: Twice) -> None:
        """Both accounts studied from 15:00 on; the union of ten and five minutes is ten."""
        studied(twice.fall, "one", 10)
        studied(twice.spring, "two", 5)

        twice.merge()

        assert (total(twice.kept), total(twice.merged)) == (10, 0)
        assert verify().ok

    def test_what_lies_beside_the_clock_of_the_other_comes_along(self, twice: Twice) -> None:
        """10 minutes from 15:00 in one, 5 from 15:08 in the other: 3 are new."""
        studied(twice.fall, "one", 10)
        studied(twice.spring, "two", 5, MORNING + timedelta(minutes=8))

        twice.merge()

        assert total(twice.kept) == 13
        new = Entry.objects.get(student=twice.kept.public_id, evidence__kind="merged")
        assert sum(new.topics.values()) == 3
        assert verify().ok

    def test_one_lesson_in_both_accounts_counts_once(self, twice: Twice) -> None:
        studied(twice.fall, "two", 5)
        studied(twice.spring, "two", 5, LATER)

        said = preview(twice.kept, twice.merged).happens
        twice.merge()

        assert total(twice.kept) == 5
        assert any("nothing of 5 min will come along" in sentence and "its entry 1" in sentence for sentence in said)
        assert verify().ok

    def test_attendance_and_study_at_once_count_once(self, twice: Twice) -> None:
        """The kept account was at a session from 22:00; the other one read a lesson then."""
        session = live_session(twice.fall.cohort, twice.one)
        was_there(session, twice.fall, twice.one, 0, 90)
        confirmed(session, twice.one)
        studied(twice.spring, "two", 5, EVENING + timedelta(minutes=10))

        twice.merge()

        assert total(twice.kept) == 90
        assert verify().ok

    def test_a_sheet_confirmed_after_the_merge_leaves_out_what_came_along(self, twice: Twice) -> None:
        session = live_session(twice.fall.cohort, twice.one)
        was_there(session, twice.fall, twice.one, 0, 90)
        studied(twice.spring, "two", 5, EVENING + timedelta(minutes=10))
        twice.merge()

        confirmed(session, twice.one)

        assert entry_of(session, twice.fall).minutes == 85
        assert total(twice.kept) == 90
        assert verify().ok

    def test_study_posted_after_the_merge_leaves_out_what_came_along(self, twice: Twice) -> None:
        """The kept account had read from 15:00, and completes the lesson when both are one."""
        study(twice.fall, "one", 10)
        studied(twice.spring, "two", 5, MORNING + timedelta(minutes=2))
        twice.merge()

        complete(place(twice.fall), "one")

        assert total(twice.kept) == 10
        assert verify().ok

    def test_a_sheet_of_the_moved_place_is_credited_once(self, twice: Twice) -> None:
        session = live_session(twice.spring.cohort, twice.one)
        was_there(session, twice.spring, twice.one, 0, 60)
        sheet = confirmed(session, twice.one)
        twice.merge()

        again = post_attendance(sheet=sheet)

        assert again == []
        assert (total(twice.kept), total(twice.merged)) == (60, 0)
        assert verify().ok

    def test_reading_a_completed_lesson_again_earns_only_beyond_what_it_earned(self, twice: Twice) -> None:
        studied(twice.spring, "two", 5)
        twice.merge()

        study(place(twice.spring), "two", 5, start=LATER)
        seal_study_log(twice.kept)

        assert total(twice.kept) == 5
        assert verify().ok

    def test_adjustments_come_along_with_their_reasons(self, twice: Twice) -> None:
        approve_adjustment(adjustment=adjustment(twice.spring, twice.one), by=twice.two)

        twice.merge()

        new = Entry.objects.get(student=twice.kept.public_id)
        assert (new.kind, new.minutes, reason_of(new)) == ("adjustment", 30, "Two accounts of one person were merged. The clock of the room was wrong.")
        assert verify().ok

    def test_an_account_merged_twice_over_carries_everything(self, twice: Twice) -> None:
        studied(twice.spring, "two", 5)
        twice.merge()
        third = student_of(twice.fall.cohort.campus, "third")
        put_enrollment(student=third, cohort=second_cohort(twice.fall, "north-summer"), since=TERM_BEGAN)
        again = Twice(third, User.objects.get(pk=twice.kept.pk), twice.fall, twice.spring, twice.one, twice.two)

        again.merge()

        assert ids_of(third) == [third.public_id, twice.kept.public_id, twice.merged.public_id]
        assert (total(third), total(twice.kept), total(twice.merged)) == (5, 0, 0)
        assert Entry.objects.get(student=third.public_id).evidence["was"] == "measured"
        assert verify().ok


class TestPlaces:
    def test_a_place_moves_with_its_completions_and_history(self, twice: Twice) -> None:
        studied(twice.spring, "two", 5)
        steps = EnrollmentStep.objects.filter(student=twice.merged).count()

        twice.merge()

        moved = place(twice.spring)
        assert moved.student == twice.kept
        assert LessonCompletion.objects.filter(enrollment=moved).count() == 1
        assert EnrollmentStep.objects.filter(student=twice.kept, cohort=moved.cohort).count() == steps
        assert set(CompletionEvent.objects.values_list("student", flat=True)) <= {twice.kept.public_id}

    def test_the_study_log_stays_and_its_intervals_are_shown(self, twice: Twice) -> None:
        studied(twice.spring, "two", 5)
        lesson = LessonPage.objects.get(slug="two").public_id

        twice.merge()

        assert StudySegment.objects.filter(student=twice.merged).exists()
        shown = counted_time_in(place(twice.spring), f"{twice.spring.public_id}/{lesson}")
        assert sum(stretch.credited_ms for stretch in shown) == 5 * 60_000

    def test_words_sealed_for_the_other_account_are_still_read(self, twice: Twice) -> None:
        session = live_session(twice.spring.cohort, twice.one)
        was_there(session, twice.spring, twice.one, 0, 60)

        twice.merge()

        assert adjustment_reason(session, place(twice.spring)) == "I saw them."

    def test_an_unused_place_in_the_same_cohort_ends(self, twice: Twice) -> None:
        double = put_enrollment(student=twice.merged, cohort=twice.fall.cohort, since=TERM_BEGAN)

        twice.merge()

        double.refresh_from_db()
        assert (double.student, double.state) == (twice.merged, "withdrawn")
        assert place(twice.spring).student == twice.kept

    def test_two_used_places_in_one_cohort_are_refused(self, twice: Twice) -> None:
        double = put_enrollment(student=twice.merged, cohort=twice.fall.cohort, since=TERM_BEGAN)
        studied(double, "two", 5)
        studied(twice.fall, "one", 10)

        with pytest.raises(Conflict, match=r"Both accounts have a place in Fall.*Leave both accounts as they are"):
            twice.merge()

    def test_a_used_place_beside_an_unused_one_says_to_keep_the_other(self, twice: Twice) -> None:
        double = put_enrollment(student=twice.merged, cohort=twice.fall.cohort, since=TERM_BEGAN)
        studied(double, "two", 5)

        with pytest.raises(Conflict, match="so keep the other account instead"):
            twice.merge()


class TestRefusals:
    def test_a_certificate_of_the_account_to_merge(self, twice: Twice) -> None:
        issue_certificate(enrollment=ready(twice.spring), track="law_and_skills", by=twice.one)

        with pytest.raises(Conflict, match=r"holds certificates.*Keep that account instead"):
            twice.merge()

    def test_documents_until_they_are_taken_back(self, twice: Twice) -> None:
        handed_in(twice.spring)

        with pytest.raises(Conflict, match="holds documents"):
            twice.merge()

    def test_hours_whose_papers_name_the_account(self, twice: Twice) -> None:
        training = outside(twice.spring, twice.one)
        with pytest.raises(Conflict, match="1 proposal about its hours wait"):
            twice.merge()
        approve_outside_training(training=training, by=twice.two)

        with pytest.raises(Conflict, match="outside training"):
            twice.merge()

    def test_minutes_that_were_taken_away(self, twice: Twice) -> None:
        append_hours(twice.spring, 60)
        approve_adjustment(adjustment=adjustment(twice.spring, twice.one, minutes=-30, topics={"ethics_upl": -30}), by=twice.two)

        with pytest.raises(Conflict, match="Entry 2 of the account to merge takes minutes away"):
            twice.merge()

    def test_a_refused_merge_changes_nothing(self, twice: Twice) -> None:
        append_hours(twice.spring, 60)
        handed_in(twice.spring)

        with pytest.raises(Conflict):
            twice.merge()

        assert (total(twice.kept), total(twice.merged)) == (0, 60)
        assert place(twice.spring).student == twice.merged


class TestVerification:
    def carried(self, twice: Twice) -> Entry:
        studied(twice.spring, "two", 5)
        twice.merge()
        return Entry.objects.get(student=twice.kept.public_id)

    def test_a_merge_that_is_gone_is_found(self, twice: Twice) -> None:
        entry = self.carried(twice)
        with as_the_database_owner("people_%") as cursor:
            cursor.execute("DELETE FROM people_accountmerge")

        bad = verify(entry.student).first_bad

        assert bad is not None
        assert (bad.seq, bad.why) == (1, "The merge of accounts this entry rests on is missing.")

    def test_an_origin_that_is_gone_is_found(self, twice: Twice) -> None:
        entry = self.carried(twice)
        undone = Entry.objects.get(student=twice.merged.public_id, kind="reversal")
        with as_the_database_owner() as cursor:
            cursor.execute("DELETE FROM accreditation_entrynote WHERE entry_id = %s", [undone.pk])
            cursor.execute("DELETE FROM accreditation_entry WHERE id = %s", [undone.pk])

        bad = verify(entry.student).first_bad

        assert bad is not None
        assert bad.why == "The entry this one comes from was never reversed, so its time would count twice."

    def test_both_heads_go_on(self, twice: Twice) -> None:
        entry = self.carried(twice)

        assert LedgerHead.objects.get(student=twice.merged.public_id).seq == 2
        assert LedgerHead.objects.get(student=twice.kept.public_id).hash == entry.hash
        append_hours(place(twice.fall), 7, occurred_from=date(2026, 10, 9), occurred_to=date(2026, 10, 9))
        assert verify().ok
