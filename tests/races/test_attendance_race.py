"""Several instructors confirm at once, and attendance meets a lesson's completion: every minute is credited once."""

import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from accreditation.ledger.verify import verify
from accreditation.models import Entry
from curriculum.actions.keep_progress import open_lesson, see_to_end
from curriculum.models import AttendanceSheet, LessonPage
from tests.conftest import SeparateDatabase
from tests.factories.course import enrolled_student, load_course, member, study
from tests.factories.live import EVENING, live_session, was_there

CONFIRM = """
import sys, time, django
django.setup()
from curriculum.actions.confirm_attendance import confirm_attendance
from curriculum.models import LiveSession
from curriculum.queries.attendance import attendance_rows, seen_mark
from lms.people.models import User
session, by = LiveSession.objects.get(), User.objects.get(email=sys.argv[2])
seen = seen_mark(attendance_rows(session))
time.sleep(max(0, int(sys.argv[1]) / 1000 - time.time()))
print(confirm_attendance(session=session, seen=seen, by=by).version)
"""
COMPLETE = """
import sys, time, django
django.setup()
from curriculum.actions.complete_lesson import complete_lesson
from curriculum.models import Enrollment, LessonPage
from curriculum.queries.snapshots import newest_snapshot
lesson = LessonPage.objects.get(slug="two")
place = Enrollment.objects.get(student__email=sys.argv[2])
time.sleep(max(0, int(sys.argv[1]) / 1000 - time.time()))
complete_lesson(enrollment=place, lesson=lesson, snapshot=newest_snapshot(lesson.pk))
print(1)
"""


def all_at_once(database: SeparateDatabase, *acts: tuple[str, str]) -> list[tuple[str, str]]:
    """Each script with its person in a process of its own, released together; what each printed."""
    start = int((time.time() + 6) * 1000)
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(start), email],
            env=database.environment(), cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for script, email in acts
    ]  # fmt: skip
    return [(out.strip(), err) for out, err in (process.communicate(timeout=540) for process in processes)]


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

    said = all_at_once(
        separate_database, *((CONFIRM, teacher.email) for teacher in teachers), *((COMPLETE, place.student.email) for place in places)
    )  # fmt: skip

    assert said == [("1", "")] * 3
    assert AttendanceSheet.objects.count() == 1
    for place in places:
        minutes = dict(Entry.objects.filter(student=place.student.public_id).values_list("source_kind", "minutes"))
        assert minutes in ({"live_session": 90}, {"live_session": 85, "lesson": 5})
    assert verify().ok
