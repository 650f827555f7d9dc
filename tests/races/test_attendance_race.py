"""Several instructors confirm at once, and attendance meets a lesson's completion: every minute is credited once."""

from datetime import timedelta
from pathlib import Path

import pytest

from accreditation.ledger.verify import verify
from accreditation.models import Entry
from curriculum.actions.complete_lesson import complete_lesson
from curriculum.actions.confirm_attendance import confirm_attendance
from curriculum.actions.keep_progress import open_lesson, see_to_end
from curriculum.models import AttendanceSheet, Enrollment, LessonPage, LiveSession
from curriculum.queries.attendance import attendance_rows, seen_mark
from curriculum.queries.snapshots import newest_snapshot
from lms.people.models import User
from tests.conftest import SeparateDatabase
from tests.factories.course import enrolled_student, load_course, member, study
from tests.factories.live import EVENING, live_session, was_there
from tests.torture.stage import Act, Stage


def confirm(email: str, seen: str) -> int:
    return confirm_attendance(session=LiveSession.objects.get(), seen=seen, by=User.objects.get(email=email)).version


def complete(email: str) -> int:
    lesson = LessonPage.objects.get(slug="two")
    complete_lesson(enrollment=Enrollment.objects.get(student__email=email), lesson=lesson, snapshot=newest_snapshot(lesson.pk))
    return 1


@pytest.mark.services
@pytest.mark.separate
def test_confirmed_by_two_beside_a_completed_lesson_each_minute_counts_once(separate_database: SeparateDatabase, tmp_path: Path) -> None:
    load_course(tmp_path / "course")
    places = [enrolled_student(email=f"student{number}@north.example") for number in range(1)]
    teachers = [member(f"teacher{number}@north.example", "instructor", places[0].cohort.campus) for number in range(2)]
    session = live_session(places[0].cohort, teachers[0])
    lesson = LessonPage.objects.get(slug="two")
    for place in places:
        study(place, "two", 5, start=EVENING + timedelta(minutes=20))
        open_lesson(enrollment=place, lesson=lesson)
        see_to_end(enrollment=place, lesson=lesson)
        was_there(session, place, teachers[0], 0, 90)

    seen = seen_mark(attendance_rows(session))
    acts = [Act(f"{__name__}:confirm", {"email": teacher.email, "seen": seen}) for teacher in teachers]
    acts += [Act(f"{__name__}:complete", {"email": place.student.email}) for place in places]
    with Stage(separate_database) as stage:
        outcomes = stage.together(*acts)

    assert [outcome.said for outcome in outcomes] == [1] * 3
    assert AttendanceSheet.objects.count() == 1
    for place in places:
        minutes = dict(Entry.objects.filter(student=place.student.public_id).values_list("source_kind", "minutes"))
        assert minutes in ({"live_session": 90}, {"live_session": 85, "lesson": 5})
    assert verify().ok
