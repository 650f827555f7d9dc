"""The read API: a campus's token reads its records and completions, and nothing else."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accreditation.actions.give_consent import give_consent
from accreditation.actions.revoke_consent import revoke_consent
from accreditation.actions.set_sharing import set_sharing
from accreditation.models import Consent, Entry
from curriculum.api import complete_lesson, newest_snapshot, see_to_end
from curriculum.models import Enrollment, LessonPage
from lms.audit.api import Disclosure
from lms.core.clock import now
from lms.core.limits import PerMinute
from lms.people.actions.api_tokens import make_api_token, revoke_api_token
from lms.people.models import ApiToken, User
from lms.site.api import reading
from tests.factories.course import enrolled_student, load_course, member, study

pytestmark = pytest.mark.django_db


class Program:
    """Another program of the college, with its token."""

    def __init__(self, token: ApiToken | None) -> None:
        self.browser = Client(headers={"Authorization": f"Bearer {token.secret}"} if token else {})

    def ask(self, path: str, status: int = 200) -> dict[str, Any]:
        response = self.browser.get(f"/api/v1/{path}")
        assert response.status_code == status, response.content
        assert response["Content-Type"].startswith("application/json")
        assert "no-store" in response.get("Cache-Control", "")
        found: dict[str, Any] = response.json()
        return found


@pytest.fixture
def place(tmp_path: Path) -> Enrollment:
    """A student who studied a lesson for four minutes and completed it."""
    load_course(tmp_path / "course")
    return with_hours(enrolled_student())


def with_hours(place: Enrollment) -> Enrollment:
    study(place, "two", 4)
    lesson = LessonPage.objects.get(slug="two")
    see_to_end(enrollment=place, lesson=lesson)
    complete_lesson(enrollment=place, lesson=lesson, snapshot=newest_snapshot(lesson.pk))
    return place


@pytest.fixture
def coordinator(place: Enrollment) -> User:
    return member("coordinator@north.example", "coordinator", place.cohort.campus)


@pytest.fixture
def token(place: Enrollment, coordinator: User) -> ApiToken:
    return make_api_token(campus=place.cohort.campus, name="Registrar", days=30, by=coordinator)


@pytest.fixture
def program(token: ApiToken) -> Program:
    return Program(token)


def test_records_are_those_of_every_export(program: Program, place: Enrollment, tmp_path: Path) -> None:
    file = tmp_path / "record.json"
    call_command("export_records", "--campus", "north", "--format", "json", "-o", str(file))
    exported = json.loads(file.read_text())["rows"]

    answer = program.ask("records/")

    theirs = [{name: value for name, value in row.items() if name not in ("student", "enrollment")} for row in answer["records"]]
    assert theirs == exported
    assert [row["minutes"] for row in answer["records"]] == [4]
    assert answer["next"] is None


def test_a_record_as_of_a_day_before_the_entry_holds_nothing(program: Program) -> None:
    assert [row["minutes"] for row in program.ask("records/?as_of=2026-09-02")["records"]] == [0]


@pytest.mark.parametrize("day", ["yesterday", "2026-13-01", "2999-01-01", "0001-01-01"])
def test_a_day_that_cannot_be_is_refused_in_a_sentence(program: Program, day: str) -> None:
    assert "as_of" in program.ask(f"records/?as_of={day}", 422)["sentence"]


def test_entries_carry_their_hashes(program: Program, place: Enrollment) -> None:
    (entry,) = program.ask(f"students/{place.student.public_id}/entries/")["entries"]
    assert (entry["seq"], entry["minutes"], entry["hash"]) == (1, 4, Entry.objects.get().hash)


def test_completions_come_a_page_at_a_time(program: Program, place: Enrollment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "PAGE", 1)
    second = with_hours(enrolled_student(email="two@north.example"))
    first = program.ask("completions/")
    assert [row["student"] for row in first["completions"]] == [place.student.public_id]
    rest = program.ask(f"completions/?after={first['next']}")
    assert [row["student"] for row in rest["completions"]] == [second.student.public_id]
    assert rest["next"] is None
    people = program.ask("records/")
    assert len(people["records"]) == 1
    assert [row["student"] for row in program.ask(f"records/?after={people['next']}")["records"]] == [second.student.public_id]


def test_each_reading_is_in_the_disclosure_log(program: Program, place: Enrollment, coordinator: User) -> None:
    for path in ("records/", f"students/{place.student.public_id}/entries/", "completions/", "cohorts/"):
        program.ask(path)
    told = [(row.viewer, row.recipient, row.what) for row in Disclosure.objects.filter(owner=place.student.public_id).order_by("pk")]
    assert told == [(coordinator.public_id, "Registrar", what) for what in ("Accreditation record", "Ledger entries", "Lessons completed")]


def shares_with_college(place: Enrollment, **changes: Any) -> Consent:
    facts = {"purpose": "keeping", "records": ["hours"], "recipients": ["college"], "typed_name": place.student.legal_name}
    return give_consent(campus=place.cohort.campus, **{**facts, **changes}, by=place.student)


def read_by(program: Program, place: Enrollment) -> tuple[list[str], int, list[str]]:
    """Students of the records, what the entries of one student answer, and students of the completions."""
    entries = program.browser.get(f"/api/v1/students/{place.student.public_id}/entries/").status_code
    return [row["student"] for row in program.ask("records/")["records"]], entries, [row["student"] for row in program.ask("completions/")["completions"]]


def test_where_students_decide_it_reads_who_shares_with_the_college(program: Program, place: Enrollment, coordinator: User) -> None:
    other = with_hours(enrolled_student(email="two@north.example"))
    both = [place.student.public_id, other.student.public_id]
    assert read_by(program, place) == (both, 200, both)
    set_sharing(campus=place.cohort.campus, mode="direct_to_student", reason="Agreement", by=coordinator)

    assert read_by(program, place) == ([], 404, [])
    for changes in ({"recipients": ["organization"]}, {"purpose": "filing"}, {"records": ["packet"]}):
        shares_with_college(place, **changes)
    assert read_by(program, place) == ([], 404, [])
    consent = shares_with_college(place)
    assert read_by(program, place) == (both[:1], 200, both[:1])
    assert read_by(program, other) == (both[:1], 404, both[:1])
    revoke_consent(consent=consent, by=place.student)
    assert read_by(program, place) == ([], 404, [])


def test_who_shares_is_read_on_after_somebody_who_does_not_any_more(program: Program, place: Enrollment, coordinator: User) -> None:
    other = with_hours(enrolled_student(email="two@north.example"))
    set_sharing(campus=place.cohort.campus, mode="direct_to_student", reason="Agreement", by=coordinator)
    shares_with_college(other)

    rest = program.ask(f"records/?after={place.public_id}")

    assert [row["student"] for row in rest["records"]] == [other.student.public_id]
    assert not Disclosure.objects.filter(owner=place.student.public_id).exists()


def test_a_token_sees_nothing_of_another_campus(program: Program, place: Enrollment) -> None:
    foreign = enrolled_student("south", "student@south.example")
    assert [row["student"] for row in program.ask("records/")["records"]] == [place.student.public_id]
    assert [cohort["slug"] for cohort in program.ask("cohorts/")["cohorts"]] == ["north-fall"]
    unknown = program.ask(f"students/{'x' * 22}/entries/", 404)
    assert program.ask(f"students/{foreign.student.public_id}/entries/", 404) == unknown
    assert program.ask("records/?cohort=south-fall", 404) == program.ask("records/?cohort=none", 404)
    program.ask(f"records/?after={foreign.public_id}", 404)


@pytest.mark.parametrize("path", ["cohorts/", "records/", "completions/", f"students/{'x' * 22}/entries/"])
def test_without_a_token_in_force_there_is_one_answer(path: str, token: ApiToken, coordinator: User) -> None:
    revoke_api_token(token=token, by=coordinator)
    assert Program(token).ask(path, 401) == Program(None).ask(path, 401)
    signed_in_browser = Client()
    signed_in_browser.force_login(coordinator, backend="django.contrib.auth.backends.ModelBackend")
    assert signed_in_browser.get(f"/api/v1/{path}").status_code == 401  # a session is no token


def test_too_many_requests_wait(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    minute = now()
    monkeypatch.setattr("lms.people.token_access._asked", PerMinute("api", 3))
    monkeypatch.setattr("lms.core.limits.now", lambda: minute)
    for _ in range(3):
        program.ask("cohorts/")
    program.ask("cohorts/", 429)
    monkeypatch.setattr("lms.core.limits.now", lambda: minute + timedelta(minutes=1))
    program.ask("cohorts/")


def test_nothing_can_be_written(program: Program) -> None:
    assert program.browser.post("/api/v1/records/").status_code == 405


def test_the_document_names_every_route_and_every_shape() -> None:
    document = Client().get("/api/v1/openapi.json").json()
    assert sorted(document["paths"]) == ["/api/v1/cohorts/", "/api/v1/completions/", "/api/v1/records/", "/api/v1/students/{student}/entries/"]
    named = {part.rsplit("/", 1)[1] for part in _references(document)}
    assert named <= set(document["components"]["schemas"])


def _references(part: Any) -> list[str]:
    if isinstance(part, dict):
        return ([part["$ref"]] if "$ref" in part else []) + [found for value in part.values() for found in _references(value)]
    return [found for value in part for found in _references(value)] if isinstance(part, list) else []


def test_a_page_costs_the_same_for_one_student_and_for_three(program: Program, place: Enrollment) -> None:
    def queries() -> list[int]:
        counts = []
        for path in ("records/", "completions/"):
            with CaptureQueriesContext(connection) as captured:
                program.ask(path)
            counts.append(len(captured))
        return counts

    queries()  # content types and the like are asked for once
    with_one = queries()
    for name in ("two", "three"):
        with_hours(enrolled_student(email=f"{name}@north.example"))
    assert queries() == with_one
