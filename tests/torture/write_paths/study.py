"""Places, measured study, attendance by the minute, the beginning of an attempt and the release of results."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from assessments.actions.release_results import release_results
from assessments.actions.start_attempt import start_attempt
from assessments.models import AssessmentPage
from curriculum.actions.complete_lesson import complete_lesson
from curriculum.actions.enroll import place_student
from curriculum.actions.hear_beat import Token
from curriculum.actions.keep_progress import open_lesson, see_to_end
from curriculum.actions.record_presence import mark_presence
from curriculum.actions.transfer_student import transfer_student
from curriculum.api import hear, newest_snapshot, seal_study_log
from curriculum.models import Cohort, Enrollment, LessonPage, LiveSession
from lms.core.clock import now
from tests.factories.course import put_cohort, study
from tests.factories.live import live_session
from tests.torture.write_paths.base import World, WritePath, person

LESSON, QUIZ = "two", "first-quiz"
MOST_STUDIED_MS = 10 * 60_000


def _place(pk: int) -> Enrollment:
    return Enrollment.objects.select_related("cohort__campus", "cohort__program", "student").get(pk=pk)


def to_beat(world: World) -> dict[str, Any]:
    return {"token": asdict(study(world.place(), LESSON, 1, start=now() - timedelta(minutes=1)))}


def beat(token: dict[str, Any]) -> bool:
    """The third of its session; repeated, it is noted in the log and credited once."""
    return hear(token=Token(**token), kind="beat", seq=3, active_ms=20_000, visible=True).credited_ms <= MOST_STUDIED_MS


def to_seal(world: World) -> dict[str, Any]:
    place = world.place()
    study(place, LESSON, 2)
    return {"place": place.pk}


def seal(place: int) -> str:
    seal_study_log(_place(place).student)
    return "sealed"


def to_complete(world: World) -> dict[str, Any]:
    place, lesson = world.place(), LessonPage.objects.get(slug=LESSON)
    study(place, LESSON, 5)
    open_lesson(enrollment=place, lesson=lesson)
    see_to_end(enrollment=place, lesson=lesson)
    return {"place": place.pk}


def complete(place: int) -> str:
    lesson = LessonPage.objects.get(slug=LESSON)
    snapshot = newest_snapshot(lesson.pk)
    assert snapshot is not None
    return complete_lesson(enrollment=_place(place), lesson=lesson, snapshot=snapshot).public_id


def to_mark_presence(world: World) -> dict[str, Any]:
    place = world.place()
    teacher = world.person("instructor", place)
    start = now().replace(second=0, microsecond=0)
    session = live_session(place.cohort, teacher, starts_at=start, ends_at=start + timedelta(minutes=90))
    return {"session": session.pk, "place": place.pk, "email": teacher.email}


def come(session: int, place: int, email: str) -> str:
    """An instructor’s click; each click is an event of its own, so it is looked at only whether one is there."""
    here = LiveSession.objects.get(pk=session)
    if not here.presence_events.filter(enrollment=place).exists():
        mark_presence(session=here, enrollment=_place(place), kind="in", by=person(email))
    return "in"


def to_start(world: World) -> dict[str, Any]:
    return {"place": world.place().pk}


def start(place: int) -> str:
    enrollment = _place(place)
    return str(start_attempt(assessment=AssessmentPage.objects.get(slug=QUIZ), enrollment=enrollment, by=enrollment.student).public_id)


def to_release(world: World) -> dict[str, Any]:
    place = world.place()
    return {"cohort": place.cohort_id, "email": world.person("instructor", place).email}


def release(cohort: int, email: str) -> int:
    return release_results(assessment=AssessmentPage.objects.get(slug=QUIZ), cohort=Cohort.objects.get(pk=cohort), by=person(email)).pk


def to_enroll(world: World) -> dict[str, Any]:
    place = world.place()
    newcomer = world.person("student", place, "newcomer")
    return {"cohort": place.cohort_id, "email": newcomer.email}


def enroll(cohort: int, email: str) -> int:
    return place_student(student=person(email), cohort=Cohort.objects.get(pk=cohort), by=None).pk


def to_transfer(world: World) -> dict[str, Any]:
    place = world.place()
    here = place.cohort
    there = put_cohort(slug=f"{here.slug}-2", name="Spring", campus=here.campus, program=here.program, starts_on=here.starts_on, ends_on=here.ends_on)
    return {"place": place.pk, "to": there.pk, "email": world.person("coordinator", place).email}


def transfer(place: int, to: int, email: str) -> int:
    """Who asks again looks first, as the page does."""
    moved = Enrollment.objects.filter(moved_from=place).first()
    there = Cohort.objects.get(pk=to)
    return (moved or transfer_student(enrollment=_place(place), to=there, by=person(email), reason="The evenings fit better.")).pk


PATHS = [
    WritePath("beat of study", to_beat, beat, ("beat.before_commit",), notes=frozenset({"curriculum_studyevent"})),
    WritePath("seal of the study log", to_seal, seal, ("seal.before_commit",)),
    WritePath("completed lesson", to_complete, complete, ("ledger.after_insert", "ledger.before_commit", "completion.before_commit")),
    WritePath("presence", to_mark_presence, come, ("presence.before_commit",)),
    WritePath("beginning of an attempt", to_start, start, ("attempt.before_start_commit",)),
    WritePath("release of results", to_release, release, ("results.before_telling",)),
    WritePath("enrollment", to_enroll, enroll, ("enrollment.before_telling", "notices.told", "jobs.asked")),
    WritePath("move to another cohort", to_transfer, transfer, ("transfer.between", "notices.told")),
]
