"""When a page is open to a student, and why not: the rules in memory and in the database say the same."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from curriculum.actions.set_plan import set_prerequisites_bind
from curriculum.models import ContentSnapshot, Enrollment, Extension, LessonCompletion, LessonPage, LessonPrerequisite, ModulePage, PlannedPage
from curriculum.queries.outline import enrollment_in, program_outline
from curriculum.queries.release import Allowed, Plan, is_open, plan_of, plan_of_cohort, today_at
from tests.factories.cohorts import builds_on, coordinator_of, freeze, planned
from tests.factories.course import enrolled_student, load_course

TODAY = date(2026, 10, 5)
MODULE, LESSON, OTHER = "000100010001", "0001000100010001", "0001000100010002"


class TestPlan:
    def test_a_page_without_rules_is_open(self):
        assert Plan().why_closed(LESSON, (), TODAY) == []

    def test_a_date_ahead_closes_it_and_says_so(self):
        assert Plan(opens={LESSON: date(2026, 10, 6)}).why_closed(LESSON, (), TODAY) == ["Opens Oct 6"]
        assert Plan(opens={LESSON: date(2027, 1, 6)}).why_closed(LESSON, (), TODAY) == ["Opens Jan 6, 2027"]

    def test_it_is_open_on_the_very_day(self):
        assert Plan(opens={LESSON: TODAY}).why_closed(LESSON, (), TODAY) == []

    def test_the_later_of_its_own_date_and_its_modules_counts(self):
        assert Plan(opens={LESSON: date(2026, 10, 6), MODULE: date(2026, 10, 9)}).why_closed(LESSON, (), TODAY) == ["Opens Oct 9"]

    def test_what_it_builds_on_comes_first(self):
        plan = Plan(needs={OTHER: [(LESSON, "Lesson one")]}, opens={OTHER: date(2026, 10, 6)})

        assert plan.why_closed(OTHER, (), TODAY) == ["Opens Oct 6", "First: Lesson one"]
        assert plan.why_closed(OTHER, {LESSON}, TODAY) == ["Opens Oct 6"]

    def test_what_is_done_stays_open(self):
        assert Plan(opens={LESSON: date(2026, 10, 6)}).why_closed(LESSON, {LESSON}, TODAY) == []

    def test_an_extension_opens_a_page_or_a_whole_module(self):
        ahead = {LESSON: date(2026, 10, 6)}

        assert Plan(opens=ahead, allowed={LESSON: Allowed(None, opens=True)}).why_closed(LESSON, (), TODAY) == []
        assert Plan(opens=ahead, allowed={MODULE: Allowed(None, opens=True)}).why_closed(LESSON, (), TODAY) == []
        assert Plan(opens=ahead, allowed={LESSON: Allowed(date(2026, 12, 1), opens=False)}).why_closed(LESSON, (), TODAY) == ["Opens Oct 6"]

    def test_ones_own_due_date_stands_in_place_of_the_cohorts(self):
        plan = Plan(due={LESSON: TODAY}, allowed={LESSON: Allowed(date(2026, 12, 1), opens=False)})

        assert (plan.due_on(LESSON), plan.due_on(OTHER)) == (date(2026, 12, 1), None)


@pytest.fixture
def enrollment(tmp_path: Path, db: None) -> Enrollment:
    load_course(tmp_path / "course")
    return enrolled_student()


def reasons(enrollment: Enrollment) -> dict[str, str]:
    place = enrollment_in(enrollment.student, enrollment.cohort.program)
    return {row.title: row.closed for row in program_outline(enrollment.cohort.program, place).rows}


def test_a_page_opens_at_midnight_of_the_campus_on_both_sides_of_daylight_saving(enrollment, monkeypatch):
    emil = coordinator_of(enrollment.campus)
    one, two = LessonPage.objects.get(slug="one"), LessonPage.objects.get(slug="two")
    planned(enrollment, emil, one=(date(2026, 10, 31), None), two=(date(2026, 11, 2), None))

    openings = []
    for page, midnight in ((one, datetime(2026, 10, 31, 4, tzinfo=UTC)), (two, datetime(2026, 11, 2, 5, tzinfo=UTC))):
        for moment in (midnight - timedelta(seconds=1), midnight):
            freeze(monkeypatch, moment)
            openings.append(is_open(enrollment, page.pk))

    assert openings == [False, True, False, True]


def test_a_cohort_may_do_without_prerequisites(enrollment):
    builds_on("two", "one")
    assert reasons(enrollment)["Lesson two"] == "First: Lesson one"

    set_prerequisites_bind(cohort=enrollment.cohort, bind=False, by=coordinator_of(enrollment.campus))

    assert reasons(enrollment)["Lesson two"] == ""
    assert is_open(enrollment, LessonPage.objects.get(slug="two").pk)


def test_what_nobody_can_do_is_not_required(enrollment):
    builds_on("two", "one")

    LessonPage.objects.get(slug="one").unpublish()

    assert reasons(enrollment)["Lesson two"] == ""
    assert is_open(enrollment, LessonPage.objects.get(slug="two").pk)


def test_the_plan_comes_with_the_enrollment_at_no_query(enrollment):
    planned(enrollment, coordinator_of(enrollment.campus), one=(date(2026, 9, 3), date(2026, 10, 1)))
    place = enrollment_in(enrollment.student, enrollment.cohort.program)

    with CaptureQueriesContext(connection) as queries:
        plan = plan_of(place, TODAY)

    one = LessonPage.objects.get(slug="one").path
    assert len(queries) == 0
    assert (plan.opens, plan.due) == ({one: date(2026, 9, 3)}, {one: date(2026, 10, 1)})
    assert plan_of(Enrollment.objects.get(pk=enrollment.pk), TODAY) == plan == plan_of_cohort(enrollment.cohort, TODAY)


class _Undo(Exception):
    pass


near = st.one_of(st.none(), st.integers(-2, 2))
extension = st.one_of(st.none(), st.tuples(st.booleans(), st.integers(-1, 1), st.booleans()))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    module=near, one=near, two=near, bind=st.booleans(), builds=st.booleans(), did=st.sets(st.sampled_from(["one", "two"])), own=extension, on_module=extension
)
def test_memory_and_database_agree(enrollment: Enrollment, module: Any, one: Any, two: Any, bind: bool, builds: bool, did: Any, own: Any, on_module: Any):
    try:
        with transaction.atomic():
            _make(enrollment, {"first-module": module, "one": one, "two": two}, bind, builds, did, {"two": own, "first-module": on_module})
            place = enrollment_in(enrollment.student, enrollment.cohort.program)
            for row in program_outline(place.cohort.program, place).rows:
                if row.kind == "lesson":
                    assert is_open(place, LessonPage.objects.get(path=row.path).pk) == (row.closed == ""), row
            raise _Undo
    except _Undo:
        pass


def _make(enrollment: Enrollment, opens: dict, bind: bool, builds: bool, did: set, extensions: dict) -> None:
    today = today_at(enrollment.cohort.campus)
    pages = {page.slug: page for page in [*LessonPage.objects.all(), *ModulePage.objects.all()]}
    at = datetime.now(UTC)
    for slug, days in opens.items():
        if days is not None:
            PlannedPage.objects.create(cohort=enrollment.cohort, page=pages[slug], opens_on=today + timedelta(days=days), changed_at=at)
    type(enrollment.cohort).objects.update(prerequisites_bind=bind)
    if builds:
        LessonPrerequisite.objects.create(page=pages["two"], required=pages["one"])
    for slug in did:
        facts = {"snapshot": ContentSnapshot.objects.filter(lesson=pages[slug]).first(), "completed_at": at}
        LessonCompletion.objects.create(enrollment=enrollment, lesson=pages[slug], **facts)
    for slug, said in extensions.items():
        if said is not None:
            opens_it, days, ended = said
            Extension.objects.create(
                enrollment=enrollment, page=pages[slug], opens=opens_it, due_on=None if opens_it else today - timedelta(days=9),
                expires_on=today + timedelta(days=days), reason="x", given_by=enrollment.student, given_at=at, ended_at=at if ended else None,
            )  # fmt: skip
