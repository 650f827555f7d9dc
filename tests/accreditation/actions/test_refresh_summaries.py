"""Summaries of the board: made again from the facts, marked by every fact that changes, and never another truth."""

from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accreditation.actions.ask_for_evidence import ask_for_evidence
from accreditation.actions.decide_evidence import verify_evidence
from accreditation.actions.refresh_summaries import refresh_cohort, refresh_summaries
from accreditation.ledger.append import append
from accreditation.models import Entry, PlaceSummary
from accreditation.queries.place_facts import PlaceFacts, place_facts
from accreditation.queries.readiness import readiness_of
from accreditation.queries.summaries import counts_of
from assessments.models import AssessmentPage
from assessments.signals import attempt_graded
from curriculum.api import roster
from curriculum.models import Cohort, Enrollment, ModulePage, ProgramPage, Topic
from lms.core.clock import local_date, now
from lms.jobs.api import run_due
from lms.people.models import OtherName, User
from lms.vault.api import destroy_text_key
from tests.accreditation.test_spine import trained
from tests.factories.applications import opened, recognized_organization
from tests.factories.cohorts import coordinator_of
from tests.factories.course import enrolled_student, load_course, member
from tests.factories.evidence import handed_in
from tests.factories.hours import outside
from tests.factories.ledger import draft

pytestmark = [pytest.mark.django_db, pytest.mark.services]


@pytest.fixture
def enrollment(tmp_path: Path) -> Enrollment:
    load_course(tmp_path / "course")
    return enrolled_student()


def today() -> date:
    return local_date(now(), "America/New_York")


def stored(cohort: Any) -> dict[int, dict[str, Any]]:
    """What the board keeps, by place."""
    return {row.pk: {name: getattr(row, name) for name in PlaceFacts.__dataclass_fields__} for row in PlaceSummary.objects.filter(cohort=cohort)}


def computed(cohort: Any) -> dict[int, dict[str, Any]]:
    places = list(roster(cohort))
    return {place.pk: asdict(facts) for place, facts in zip(places, place_facts(places, today()), strict=True)}


def is_stale(place: Enrollment) -> bool:
    return PlaceSummary.objects.get(pk=place.pk).is_stale


def credit(place: Enrollment, minutes: int = 30, **more: Any) -> Entry:
    facts = {"student": place.student.public_id, "enrollment": place.public_id, "campus": place.cohort.campus.slug, "cohort": place.cohort.slug}
    return append(draft(minutes=minutes, idempotency=(place.public_id, minutes), **facts, **more)).entry


def candidates(first: Enrollment, count: int, emil: Any) -> list[Enrollment]:
    """Places with an entry, a verified document, an outside training and an application each."""
    organization = recognized_organization(first.cohort.campus, by=member("chief@north.example", "officer", first.cohort.campus))
    places = [first, *(enrolled_student(email=f"other{number}@north.example") for number in range(1, count))]
    for place in places:
        credit(place)
        verify_evidence(evidence=handed_in(place), by=emil)
        outside(place)
        opened(place, organization, by=emil)
    return places


def test_what_is_stored_is_what_the_facts_say(enrollment: Enrollment) -> None:
    emil = coordinator_of(enrollment.cohort.campus)
    candidates(enrollment, 3, emil)
    trained(enrollment)

    left = refresh_cohort(enrollment.cohort)

    assert left == 0
    assert stored(enrollment.cohort) == computed(enrollment.cohort)
    assert {row["stage"] for row in stored(enrollment.cohort).values()} == {"sponsored"}
    assert {row["waiting"] for row in stored(enrollment.cohort).values()} == {1}


def test_refreshing_twice_asks_and_writes_nothing_more(enrollment: Enrollment) -> None:
    refresh_cohort(enrollment.cohort)

    with CaptureQueriesContext(connection) as again:
        assert refresh_cohort(enrollment.cohort) == 0

    assert len(again) == 2
    assert not any(query["sql"].startswith(("UPDATE", "INSERT", "DELETE")) for query in again)


@pytest.mark.parametrize(
    "fact",
    [
        pytest.param(lambda place, emil: credit(place), id="hours"),
        pytest.param(lambda place, emil: handed_in(place), id="a document"),
        pytest.param(lambda place, emil: outside(place), id="a proposal"),
        pytest.param(lambda place, emil: recognized_organization(place.cohort.campus, by=emil), id="an organization"),
        pytest.param(lambda place, emil: place.cohort.save(), id="the cohort"),
        pytest.param(lambda place, emil: place.save(), id="the place"),
        pytest.param(lambda place, emil: place.student.save(), id="the name"),
    ],
)
def test_a_fact_marks_the_summaries_it_touches(enrollment: Enrollment, fact: Any) -> None:
    emil = member("chief@north.example", "officer", enrollment.cohort.campus)
    refresh_cohort(enrollment.cohort)
    assert not is_stale(enrollment)

    fact(enrollment, emil)

    assert is_stale(enrollment)
    refresh_cohort(enrollment.cohort)
    assert stored(enrollment.cohort) == computed(enrollment.cohort)


def published(page: Any) -> None:
    page.save_revision().publish()


@pytest.mark.parametrize(
    "fact",
    [
        pytest.param(lambda program: published(program), id="the program"),
        pytest.param(lambda program: published(ModulePage.objects.descendant_of(program).first()), id="a module"),
        pytest.param(lambda program: published(AssessmentPage.objects.descendant_of(program).first()), id="an assessment"),
        pytest.param(lambda program: AssessmentPage.objects.descendant_of(program).first().unpublish(), id="an assessment taken off"),
        pytest.param(lambda program: AssessmentPage.objects.descendant_of(program).first().delete(), id="an assessment deleted"),
        pytest.param(lambda program: Topic.objects.first().save(), id="a topic"),
    ],
)
def test_what_a_program_asks_marks_its_places(enrollment: Enrollment, fact: Any) -> None:
    refresh_cohort(enrollment.cohort)

    fact(ProgramPage.objects.get(pk=enrollment.cohort.program_id))

    assert is_stale(enrollment)
    refresh_cohort(enrollment.cohort)
    assert stored(enrollment.cohort) == computed(enrollment.cohort)


def test_a_draft_and_another_program_mark_nothing(enrollment: Enrollment) -> None:
    refresh_cohort(enrollment.cohort)
    program = ProgramPage.objects.get(pk=enrollment.cohort.program_id)
    other = program.get_parent().add_child(instance=ProgramPage(title="Another", slug="another", version="1"))

    program.save_revision()
    published(other)

    assert not is_stale(enrollment)


def closed_with(enrollment: Enrollment) -> User:
    """A student whose cohort is over: nobody looks at its board, and the clock does not."""
    refresh_cohort(enrollment.cohort)
    Cohort.objects.update(closed_at=now())
    return enrollment.student


def test_a_name_that_is_erased_goes_from_the_summaries_of_closed_cohorts(enrollment: Enrollment) -> None:
    student = closed_with(enrollment)
    student.legal_first_name, student.legal_middle_name, student.legal_last_name = "Erased", "", "Person"

    student.save()

    assert refresh_summaries() == 0
    assert list(PlaceSummary.objects.values_list("name", "legal_name")) == [("person, erased", "Erased Person")]


def test_whose_texts_are_erased_has_no_summary_left(enrollment: Enrollment) -> None:
    other = enrolled_student(email="other@north.example")
    student = closed_with(enrollment)

    destroy_text_key(student.public_id)

    assert list(PlaceSummary.objects.values_list("student", flat=True)) == [other.student.public_id]


def test_a_fact_that_is_deleted_marks(enrollment: Enrollment) -> None:
    person = enrollment.student
    other_name = OtherName.objects.create(user=person, name="Ana Born")
    refresh_cohort(enrollment.cohort)

    other_name.delete()

    assert is_stale(enrollment)


def test_the_clock_of_a_campus_marks_its_places(enrollment: Enrollment) -> None:
    refresh_cohort(enrollment.cohort)

    enrollment.cohort.campus.save()

    assert is_stale(enrollment)


def test_a_grade_marks_though_grades_are_written_many_at_once(enrollment: Enrollment) -> None:
    refresh_cohort(enrollment.cohort)

    attempt_graded.send(sender=None, attempt=SimpleNamespace(public_id="a", enrollment=enrollment))
    assert not is_stale(enrollment)
    run_due()

    assert is_stale(enrollment)


def test_facts_of_one_student_leave_the_others_alone(enrollment: Enrollment) -> None:
    other = enrolled_student(email="other@north.example")
    refresh_cohort(enrollment.cohort)

    credit(enrollment)

    assert (is_stale(enrollment), is_stale(other)) == (True, False)


def test_asking_for_a_document_marks_nothing(enrollment: Enrollment) -> None:
    refresh_cohort(enrollment.cohort)

    ask_for_evidence(enrollment=enrollment, kind="resume", due_on=None, by=coordinator_of(enrollment.cohort.campus))

    assert not is_stale(enrollment)


def test_a_new_day_is_looked_at_again(enrollment: Enrollment) -> None:
    refresh_cohort(enrollment.cohort)
    PlaceSummary.objects.update(as_of=today() - timedelta(days=1))

    assert not counts_of(enrollment.cohort, today()).is_fresh
    assert refresh_summaries() == 1
    assert PlaceSummary.objects.get().as_of == today()
    assert refresh_summaries() == 0


def test_who_withdrew_is_on_no_board(enrollment: Enrollment) -> None:
    refresh_cohort(enrollment.cohort)
    enrollment.state, enrollment.ended_at = "withdrawn", now()
    enrollment.save()

    refresh_cohort(enrollment.cohort)

    assert not PlaceSummary.objects.exists()


def test_a_reader_waits_for_some_and_hears_how_many_are_left(enrollment: Enrollment) -> None:
    for number in range(3):
        enrolled_student(email=f"other{number}@north.example")

    assert refresh_cohort(enrollment.cohort, most=3) == 1
    assert refresh_cohort(enrollment.cohort, most=3) == 0


def test_readiness_and_summaries_take_the_same_queries_for_one_three_and_thirty(enrollment: Enrollment) -> None:
    places = candidates(enrollment, 30, coordinator_of(enrollment.cohort.campus))

    def asked(size: int, read: Any) -> int:
        some = list(roster(enrollment.cohort).filter(pk__in=[place.pk for place in places[:size]]))
        with CaptureQueriesContext(connection) as queries:
            read(some)
        return len(queries)

    for read in (lambda some: readiness_of(some, "doj-partial-initial", today()), lambda some: place_facts(some, today())):
        counts = [asked(size, read) for size in (1, 1, 3, 30)][1:]
        assert len(set(counts)) == 1, counts
