"""Planning, moving and cancelling live sessions."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from curriculum.actions.change_session import cancel_session, change_session
from curriculum.actions.plan_session import plan_series
from curriculum.models import Cohort, Enrollment, LiveSession, MaterialPart, ModulePage, ModuleTopic, ProgramSession, ProgramTrack, TeachingMaterial
from curriculum.queries.live_sessions import proposed_series, sessions_between
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.notices.models import Notice
from lms.people.models import User
from tests.factories.course import enrolled_student, member
from tests.factories.live import EVENING, confirmed, live_session, was_there

pytestmark = pytest.mark.django_db


def test_a_session_is_planned(enrollment: Enrollment, teacher: User) -> None:
    session = live_session(enrollment.cohort, teacher, instructor=teacher, modules=ModulePage.objects.all())

    assert (session.heading, session.minutes, session.modules.get().title) == ("Session 1: First", 90, "First module")


def test_only_who_teaches_on_the_campus_plans(enrollment: Enrollment) -> None:
    elsewhere = member("instructor@south.example", "instructor", enrolled_student("south", "student@south.example").cohort.campus)

    for person in (enrollment.student, elsewhere):
        with pytest.raises(Forbidden):
            live_session(enrollment.cohort, person)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"ends_at": EVENING}, "end before it starts"),
        ({"ends_at": EVENING + timedelta(minutes=4)}, "5 minutes to 12 hours"),
        ({"ends_at": EVENING + timedelta(hours=13)}, "5 minutes to 12 hours"),
        ({"mode": "by_pigeon"}, "in person, by video or both"),
        ({"place": ""}, "Say where it is"),
        ({"track": "dance"}, "no such track"),
        ({"kind": "law_self_study"}, "kind of training"),
        ({"topics": {}}, "at least one topic"),
        ({"topics": {"asylum": 0}}, "at least one topic"),
        ({"topics": {"dance": 3}}, "no topic “dance”"),
        ({"title": "  "}, "title"),
    ],
)
def test_what_cannot_be_held_is_refused(enrollment: Enrollment, teacher: User, change: dict[str, Any], says: str) -> None:
    with pytest.raises(Invalid, match=says):
        live_session(enrollment.cohort, teacher, **change)


def test_a_program_session_is_held_once_for_a_track_unless_it_was_cancelled(enrollment: Enrollment, teacher: User) -> None:
    first = live_session(enrollment.cohort, teacher)
    with pytest.raises(Conflict, match="already"):
        live_session(enrollment.cohort, teacher)
    cancel_session(session=first, reason="Snow.", by=teacher)

    assert live_session(enrollment.cohort, teacher).pk != first.pk


@pytest.mark.parametrize("change", [{"mode": "x"}, {"kind": "x"}, {"ends_at": EVENING}, {"cancelled_at": EVENING}])
def test_the_database_keeps_what_must_hold(enrollment: Enrollment, teacher: User, change: dict[str, Any]) -> None:
    session = live_session(enrollment.cohort, teacher)

    with pytest.raises(IntegrityError), transaction.atomic():
        LiveSession.objects.filter(pk=session.pk).update(**change)


def test_moving_tells_every_student_once(enrollment: Enrollment, teacher: User, clock: Callable[..., None]) -> None:
    session = live_session(enrollment.cohort, teacher)
    clock(EVENING - timedelta(days=1))
    later = {"starts_at": EVENING + timedelta(days=1), "ends_at": EVENING + timedelta(days=1, hours=1)}

    change_session(session=session, by=teacher, **later)
    change_session(session=session, by=teacher, **later)

    notice = Notice.objects.get(kind="curriculum.session_moved")
    assert (notice.person, notice.text) == (enrollment.student.public_id, "It now starts on Oct 2, 2026, 6:00 pm.")
    assert LiveSession.objects.get().moved_from == EVENING


def test_other_changes_tell_nobody(enrollment: Enrollment, teacher: User) -> None:
    session = live_session(enrollment.cohort, teacher)

    changed = change_session(session=session, by=teacher, place="Hall C")

    assert (changed.place, changed.moved_from, Notice.objects.count()) == ("Hall C", None, 0)


def test_cancelling_needs_a_reason_and_tells_every_student(enrollment: Enrollment, teacher: User) -> None:
    session = live_session(enrollment.cohort, teacher)
    with pytest.raises(Invalid):
        cancel_session(session=session, reason=" ", by=teacher)

    cancelled = cancel_session(session=session, reason="Snow.", by=teacher)

    assert cancel_session(session=cancelled, reason="Again.", by=teacher).cancelled_because == "Snow."
    assert "Snow." in Notice.objects.get(kind="curriculum.session_cancelled").text
    with pytest.raises(Conflict, match="cancelled"):
        change_session(session=session, by=teacher, place="Hall C")


def test_a_confirmed_session_no_longer_changes(enrollment: Enrollment, teacher: User) -> None:
    session = live_session(enrollment.cohort, teacher)
    was_there(session, enrollment, teacher, 0, 90)
    confirmed(session, teacher)

    for act in (lambda: change_session(session=session, by=teacher, place="x"), lambda: cancel_session(session=session, reason="x", by=teacher)):
        with pytest.raises(Conflict, match="confirmed"):
            act()


def second_session(cohort: Cohort) -> None:
    """The course gets a second session, to which a module of organizing belongs too."""
    program = cohort.program
    ProgramSession.objects.create(page=program, number=2, title="Second")
    ProgramTrack.objects.create(page=program, slug="organizing", title="Organizing", minutes=20, sort_order=2)
    module = ModulePage.objects.get()
    module.session_numbers, module.minutes_live = "1, 2", 91
    module.save()
    other = program.add_child(instance=ModulePage(title="Power", slug="power", track="organizing", session_numbers="2", minutes_live=30))
    ModuleTopic.objects.create(page=other, topic=module.topics.first().topic, minutes=30)


def test_a_series_follows_the_program_week_by_week_on_the_campus_clocks(enrollment: Enrollment, teacher: User) -> None:
    second_session(enrollment.cohort)

    found, faults = proposed_series(enrollment.cohort, first_on=date(2026, 10, 28), at=time(18, 0), minutes=90)

    assert faults == []
    assert [(one.number, one.track, one.minutes, one.kind) for one in found] == [
        (1, "law_and_skills", 46, "law_contact"), (2, "law_and_skills", 45, "law_contact"), (2, "organizing", 30, "organizing"),
    ]  # fmt: skip
    assert [one.starts_at for one in found] == [
        datetime(2026, 10, 28, 22, 0, tzinfo=UTC), datetime(2026, 11, 4, 23, 0, tzinfo=UTC), datetime(2026, 11, 4, 23, 45, tzinfo=UTC),
    ]  # fmt: skip
    assert found[2].title == "Second (Organizing)"


def test_a_series_takes_the_minutes_of_the_plans_where_they_spend_those_of_the_module(enrollment: Enrollment, teacher: User) -> None:
    second_session(enrollment.cohort)
    module = ModulePage.objects.get(slug="first-module")
    for session, minutes in ((1, 60), (2, 31)):
        plan = TeachingMaterial.objects.create(program=enrollment.cohort.program, kind="session", slug=f"plan-{session}", session=session, minutes=minutes)
        MaterialPart.objects.create(material=plan, number=1, minutes=minutes, title="All of it", module=module, mode="pairs")

    found, _ = proposed_series(enrollment.cohort, first_on=date(2026, 10, 28), at=time(18, 0), minutes=90)
    assert [one.minutes for one in found if one.track == "law_and_skills"] == [60, 31]

    MaterialPart.objects.filter(minutes=31).update(minutes=30)
    found, _ = proposed_series(enrollment.cohort, first_on=date(2026, 10, 28), at=time(18, 0), minutes=90)
    assert [one.minutes for one in found if one.track == "law_and_skills"] == [46, 45]


def test_keeping_a_series_twice_plans_it_once(enrollment: Enrollment, teacher: User) -> None:
    where = {"mode": "in_person", "place": "Hall B", "link": "", "instructor": None}
    for new in (1, 0):
        found, _ = proposed_series(enrollment.cohort, first_on=date(2026, 10, 28), at=time(18, 0), minutes=75)
        assert len(plan_series(cohort=enrollment.cohort, series=found, by=teacher, **where)) == new

    session = LiveSession.objects.get()
    assert (session.minutes, session.topics) == (75, {"asylum": 10, "ethics_upl": 10})


def test_a_time_that_clocks_skip_is_said(enrollment: Enrollment) -> None:
    found, faults = proposed_series(enrollment.cohort, first_on=date(2027, 3, 14), at=time(2, 30), minutes=75)

    assert (found, faults) == ([], ["Session 1: clocks skip this time on 2027-03-14. Choose another time."])


def test_a_session_without_modules_is_said(enrollment: Enrollment) -> None:
    ModulePage.objects.update(session_numbers="")

    found, faults = proposed_series(enrollment.cohort, first_on=date(2026, 10, 28), at=time(18, 0), minutes=75)

    assert (found, len(faults)) == ([], 1)


def test_what_a_calendar_shows(enrollment: Enrollment, teacher: User) -> None:
    first, second = live_session(enrollment.cohort, teacher), live_session(enrollment.cohort, teacher, number=None)
    cancel_session(session=second, reason="Snow.", by=teacher)

    assert list(sessions_between(enrollment.cohort)) == [first]
    assert list(sessions_between(enrollment.cohort, EVENING, EVENING + timedelta(minutes=1))) == [first]
    assert not sessions_between(enrollment.cohort, end=EVENING).exists()
