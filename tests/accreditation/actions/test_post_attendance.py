"""Attendance becomes entries once; what measured study and attendance both claim is credited to whichever came first, and verifies for ever."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accreditation.actions.propose_correction import propose_correction
from accreditation.ledger.verify import verify
from accreditation.models import Entry
from accreditation.queries.attendance import credited_by_attendance
from accreditation.queries.hours import explained
from accreditation.queries.intervals import counted_time
from curriculum.actions.complete_lesson import complete_lesson
from curriculum.actions.keep_progress import answer_check, open_lesson, see_to_end
from curriculum.actions.seal_study_log import seal_study_log
from curriculum.models import Enrollment, LessonPage
from curriculum.queries.snapshots import newest_snapshot
from lms.core.errors import Conflict, Invalid
from lms.people.models import User
from tests.factories.course import enrolled_student, load_course, member, study
from tests.factories.live import EVENING, confirmed, entry_of, live_session, was_there

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrollment(tmp_path: Path) -> Enrollment:
    load_course(tmp_path / "course")
    return enrolled_student()


@pytest.fixture
def teacher(enrollment: Enrollment) -> User:
    return member("instructor@north.example", "instructor", enrollment.cohort.campus)


def complete(enrollment: Enrollment, slug: str = "two") -> None:
    lesson = LessonPage.objects.get(slug=slug)
    snapshot = newest_snapshot(lesson.pk)
    open_lesson(enrollment=enrollment, lesson=lesson)
    see_to_end(enrollment=enrollment, lesson=lesson)
    if slug == "one":
        answer_check(enrollment=enrollment, lesson=lesson, snapshot=snapshot, check_id="check-1", form={"check-1": ["true"]})
    complete_lesson(enrollment=enrollment, lesson=lesson, snapshot=snapshot)


def at(minute: float) -> datetime:
    """A moment of the session of the factory."""
    return EVENING + timedelta(minutes=minute)


def test_one_entry_for_each_who_was_there(enrollment: Enrollment, teacher: User) -> None:
    session = live_session(enrollment.cohort, teacher, mode="hybrid")
    was_there(session, enrollment, teacher, -10, 80)

    sheet = confirmed(session, teacher)

    entry = entry_of(session, enrollment)
    assert (entry.minutes, entry.topics, entry.category, entry.mode, entry.source_kind) == (
        80,
        {"asylum": 27, "ethics_upl": 53},
        "law_contact",
        "hybrid",
        "live_session",
    )
    assert (entry.title, entry.track, entry.program, entry.recorded_by) == ("Session 1: First", "law_and_skills", "small-course", teacher.public_id)
    assert str(entry.occurred_from) == str(entry.occurred_to) == "2026-10-01"
    assert entry.evidence == {
        "kind": "attendance", "session": session.public_id, "sheet_version": 1, "sheet_sha256": sheet.sha256, "elsewhere": [],
        "present": [[ms(0), ms(80)]], "credited": [[ms(0), ms(80)]],
    }  # fmt: skip
    assert verify().ok


def ms(minute: float) -> int:
    return int(at(minute).timestamp() * 1000)


def test_confirming_the_same_rows_again_posts_nothing(enrollment: Enrollment, teacher: User) -> None:
    session = live_session(enrollment.cohort, teacher)
    was_there(session, enrollment, teacher, 0, 90)

    first, again = confirmed(session, teacher), confirmed(session, teacher)

    assert first == again
    assert Entry.objects.count() == 1


def test_a_newer_sheet_credits_only_who_was_forgotten(enrollment: Enrollment, teacher: User) -> None:
    session, second = live_session(enrollment.cohort, teacher), enrolled_student(email="second@north.example")
    was_there(session, enrollment, teacher, 0, 90)
    confirmed(session, teacher)
    was_there(session, second, teacher, 10, 40)

    sheet = confirmed(session, teacher)

    assert sheet.version == 2
    assert entry_of(session, second).minutes == 30
    assert entry_of(session, enrollment).evidence["sheet_version"] == 1
    with pytest.raises(Conflict, match="correcting the entry"):
        was_there(session, enrollment, teacher, 0, 10)
    assert verify().ok


def test_less_than_a_minute_posts_nothing(enrollment: Enrollment, teacher: User) -> None:
    session = live_session(enrollment.cohort, teacher)
    was_there(session, enrollment, teacher, -20, 0.9)

    confirmed(session, teacher)

    assert not Entry.objects.exists()
    assert verify().ok


def test_attendance_leaves_out_what_study_had_posted(enrollment: Enrollment, teacher: User) -> None:
    study(enrollment, "two", 5, start=at(20))
    complete(enrollment)
    session = live_session(enrollment.cohort, teacher)
    was_there(session, enrollment, teacher, 0, 90)

    confirmed(session, teacher)

    entry = entry_of(session, enrollment)
    assert Entry.objects.get(source_kind="lesson").minutes == 5
    assert (entry.minutes, entry.evidence["elsewhere"]) == (85, [1])
    assert entry.evidence["credited"] == [[ms(0), ms(20)], [ms(25), ms(90)]]
    assert explained(entry)["minutes_present"] == 90
    assert verify().ok


def test_study_leaves_out_what_attendance_had_posted(enrollment: Enrollment, teacher: User) -> None:
    session = live_session(enrollment.cohort, teacher)
    was_there(session, enrollment, teacher, 0, 2)
    confirmed(session, teacher)
    study(enrollment, "two", 5, start=at(-1))

    complete(enrollment)

    entry = Entry.objects.get(source_kind="lesson")
    assert (entry.minutes, entry.evidence["elsewhere"], entry.evidence["to_ms"]) == (3, [1], 180_000)
    assert explained(entry)["elsewhere"] == [1]
    assert verify().ok


def test_time_studied_in_the_session_before_the_lesson_is_complete_belongs_to_the_session(enrollment: Enrollment, teacher: User) -> None:
    study(enrollment, "two", 5, start=at(20))
    session = live_session(enrollment.cohort, teacher)
    was_there(session, enrollment, teacher, 0, 90)
    confirmed(session, teacher)

    complete(enrollment)

    assert entry_of(session, enrollment).minutes == 90
    assert not Entry.objects.filter(source_kind="lesson").exists()
    activity = f"{enrollment.public_id}/{LessonPage.objects.get(slug='two').public_id}"
    stretches = counted_time(enrollment.student_id, activity, credited_by_attendance(enrollment.student.public_id))
    assert [(stretch.reason, stretch.credited_ms, stretch.milliseconds) for stretch in stretches] == [("elsewhere", 0, 300_000)]
    assert verify().ok


def test_two_sessions_at_one_time_are_credited_once(enrollment: Enrollment, teacher: User) -> None:
    first, second = live_session(enrollment.cohort, teacher), live_session(enrollment.cohort, teacher, number=None, starts_at=at(60), ends_at=at(150))
    for session, start, end in ((first, 0, 90), (second, 0, 90)):
        was_there(session, enrollment, teacher, start, end)
        confirmed(session, teacher)

    assert (entry_of(first, enrollment).minutes, entry_of(second, enrollment).minutes) == (90, 60)
    assert entry_of(second, enrollment).evidence["elsewhere"] == [1]
    assert verify().ok


STEPS = st.lists(
    st.tuples(st.sampled_from(["study one", "study two", "seal", "complete one", "complete two", "attend"]), st.integers(0, 20), st.integers(1, 6)),
    min_size=2, max_size=7,
)  # fmt: skip


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_the_order_no_minute_counts_twice_and_every_entry_verifies(enrollment: Enrollment, teacher: User, steps: list[Any]) -> None:
    with transaction.atomic():
        clock, present = 0.0, set()
        for kind, wait, length in steps:
            clock += wait / 2
            if kind.startswith("study"):
                study(enrollment, kind.split()[1], length, start=at(clock))
                clock += length
            elif kind == "attend":
                session = live_session(enrollment.cohort, teacher, number=None, starts_at=at(clock - 5), ends_at=at(clock - 5 + length + 5))
                was_there(session, enrollment, teacher, 0, length)
                confirmed(session, teacher)
                present |= set(range(int((clock - 5) * 2), int((clock - 5 + length) * 2)))
            elif kind == "seal":
                seal_study_log(enrollment.student)
            else:
                _complete_if_possible(enrollment, kind.split()[1])
        lessons = {slug: half_minutes(enrollment, slug) for slug in ("one", "two")}
        every = present.union(*lessons.values())

        total = sum(Entry.objects.values_list("minutes", flat=True))

        assert total <= len(every) / 2
        assert verify().as_json() == {**verify().as_json(), "ok": True}
        transaction.set_rollback(True)


def _complete_if_possible(enrollment: Enrollment, slug: str) -> None:
    try:
        with transaction.atomic():
            complete(enrollment, slug)
    except Conflict:
        pass


def half_minutes(enrollment: Enrollment, slug: str) -> set[int]:
    """The half minutes that the policy credited for a lesson."""
    activity = f"{enrollment.public_id}/{LessonPage.objects.get(slug=slug).public_id}"
    credited = [stretch for stretch in counted_time(enrollment.student_id, activity, []) if stretch.credited_ms]
    return {half for one in credited for half in range(_half(one.start), _half(one.end))}


def _half(moment: datetime) -> int:
    return int((moment - EVENING).total_seconds() // 30)


@contextmanager
def as_the_database_owner() -> Iterator[Any]:
    """Triggers of the sheet gone for a moment, as its owner could do."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE curriculum_attendancesheet DISABLE TRIGGER USER")
        else:
            for name in ("no_update", "no_delete"):
                cursor.execute(f"DROP TRIGGER curriculum_attendancesheet_{name}")
        yield cursor


@pytest.mark.parametrize(
    ("tamper", "why"),
    [
        ("UPDATE curriculum_attendancesheet SET body = replace(body, 'Hall', 'Hall'), version = 2", "is missing"),
        ("UPDATE curriculum_attendancesheet SET body = replace(body, 'First', 'Fifth')", "was changed"),
        ("DELETE FROM curriculum_attendancesheet", "is missing"),
    ],
)
def test_verification_names_the_entry_whose_sheet_does_not_hold(enrollment: Enrollment, teacher: User, tamper: str, why: str) -> None:
    session = live_session(enrollment.cohort, teacher)
    was_there(session, enrollment, teacher, 0, 90)
    confirmed(session, teacher)
    with as_the_database_owner() as cursor:
        cursor.execute(tamper)

    found = verify().first_bad

    assert found is not None
    assert (found.student, found.seq) == (enrollment.student.public_id, 1)
    assert why in found.why


def test_a_session_that_is_not_over_is_not_confirmed(enrollment: Enrollment, teacher: User, monkeypatch: pytest.MonkeyPatch) -> None:
    session = live_session(enrollment.cohort, teacher)
    monkeypatch.setattr("django.utils.timezone.now", lambda: at(89))

    with pytest.raises(Conflict, match="not over"):
        confirmed(session, teacher)


def test_a_correction_gives_no_more_than_the_session_or_the_lesson_could_earn(enrollment: Enrollment, teacher: User) -> None:
    session = live_session(enrollment.cohort, teacher)
    was_there(session, enrollment, teacher, 0, 30)
    confirmed(session, teacher)
    study(enrollment, "two", 4, start=at(-600))
    complete(enrollment)
    coordinator = member("coordinator@north.example", "coordinator", enrollment.cohort.campus)

    for source, most in (("live_session", 90), ("lesson", 7)):
        entry = Entry.objects.get(source_kind=source)
        facts = {"entry": entry, "category": entry.category, "topic": "", "reason": "The hall was full.", "by": coordinator}
        with pytest.raises(Invalid, match=f"can earn {most} min at most"):
            propose_correction(minutes=most + 1, **facts)
        assert propose_correction(minutes=most, **facts).minutes == most
