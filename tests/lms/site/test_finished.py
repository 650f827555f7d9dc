"""A student who goes through the whole starter curriculum is trained, has every required topic, and has a packet that reads as one."""

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured

from accreditation.models import Application, Certificate, CompletionEvent, Entry
from accreditation.models.entry import SourceKind
from accreditation.packets.gathering import Gathered, gather
from accreditation.queries.applications import application_rows
from accreditation.queries.coverage import coverage_of
from accreditation.schemes import schemes
from curriculum.api import modules_of, programs
from curriculum.models import Enrollment
from lms.core.clock import local_date, now
from lms.people.models import Campus, User
from lms.site.demonstration.finished.cohort import finish
from tests.factories.course import load_written, member

pytestmark = pytest.mark.django_db
LEFT_TO_PEOPLE = {"form_edition", "signatures", "proof_of_service"}
"""What a demonstration must not make: it compares no form with the official one, and signs and serves nothing."""
COMPONENTS = {SourceKind.LIVE_SESSION: "live", SourceKind.LESSON: "self_paced", SourceKind.ASSESSMENT: "assessment"}


@pytest.fixture
def places(settings: Any) -> list[Enrollment]:
    """Who asks for accreditation, and who renews it: both finished the program."""
    settings.DEMONSTRATION_ACCOUNTS_ALLOWED = True
    load_written(Path(configured.BASE_DIR) / "curriculum" / "content")
    campus = Campus.objects.create(slug="north", name="North Campus", time_zone="America/New_York")
    roles = {"instructor": "instructor", "coordinator": "coordinator", "coordinator2": "coordinator", "officer": "officer"}
    people = {name: member(f"{name}@north.example", role, campus) for name, role in roles.items()}
    graduates = [_student(name, campus) for name in ("Hana", "Pedro")]
    for _ in range(2):
        assert finish(campus, programs().get(), people=people, graduates=graduates, seed_number=1) == 2
    return list(Enrollment.objects.order_by("pk"))


def _student(name: str, campus: Campus) -> User:
    person = member(f"{name.lower()}@north.example", "student", campus)
    person.legal_first_name, person.legal_last_name = name, "Haddad"
    person.save()
    return person


def _today(place: Enrollment) -> Any:
    return local_date(now(), place.campus.time_zone)


def _packet(place: Enrollment, scheme: str) -> Gathered:
    return gather(place, schemes.get(scheme), _today(place), draft=False)


def _data(packet: Gathered, template: str) -> dict[str, Any]:
    [found] = [one.sheet.data for one in packet.placed if one.sheet.template == template]
    return found


def _by_component(place: Enrollment) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for entry in Entry.objects.filter(student=place.student.public_id, enrollment=place.public_id).exclude(track=""):
        found[entry.track][COMPONENTS[SourceKind(entry.source_kind)]] += entry.minutes
    return {track: dict(minutes) for track, minutes in found.items()}


def _stated(place: Enrollment) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for module in modules_of(place.cohort.program):
        for component in COMPONENTS.values():
            found[module.track][component] += getattr(module, f"minutes_{component}")
    return {track: dict(minutes) for track, minutes in found.items()}


def test_a_student_who_finished_is_trained_has_every_topic_and_a_packet(places: list[Enrollment]) -> None:
    graduate, accredited = places

    # the minutes are those that the program states, component by component
    assert _by_component(graduate) == _stated(graduate)
    assert {track: sum(minutes.values()) for track, minutes in _by_component(graduate).items()} == {"law_and_skills": 2160, "organizing": 540}

    # the product itself says so, and a person issued what follows
    assert list(CompletionEvent.objects.values_list("enrollment", "kind")) == [(place.public_id, "trained") for place in places]
    assert all(issued_by != "pathway" for issued_by in Certificate.objects.values_list("issued_by", flat=True))
    assert Certificate.objects.count() == 4

    # every must-have topic
    [row] = coverage_of([graduate], _today(graduate)).rows
    assert (row.gaps, sum(cell.required for cell in row.cells)) == ([], 17)

    # the packet
    packet = _packet(graduate, "doj-partial-initial")
    assert {finding.requirement.key for finding in packet.findings if finding.state == "missing"} == LEFT_TO_PEOPLE
    [listed] = _data(packet, "list_of_trainings")["rows"]
    certificate = Certificate.objects.get(student=graduate.student.public_id, track="law_and_skills")
    assert listed["title"] == certificate.facts["course"]
    assert listed["hours"] == "36 h (2,160 minutes)"
    assert "Final examination: " in listed["results"]
    assert listed["certificate"] == f"Tab G-1, No. {certificate.number}"
    [course] = _data(packet, "syllabus")["courses"]
    assert (len(course["modules"]), sum(module["minutes"] for module in course["modules"])) == (15, 2160)
    assert all(module["objectives"] and module["authorities"] for module in course["modules"])
    assert [(one["title"], one["passed"]) for one in course["examination"]] == [("Final examination", "passed")]
    assert {one["passed"] for one in course["results"]} == {"passed"}

    # and who is accredited already: the renewal waits, and they go on representing people meanwhile
    rows = application_rows(Application.objects.filter(student=accredited.student.public_id))
    assert [row.represents.may for row in rows] == [True, True]
    assert all(year.minutes for row in rows for year in row.years if year.is_over)
    assert len(_data(_packet(accredited, "doj-renewal-partial"), "list_of_trainings")["rows"]) == 3
