"""The production stack on this machine: the journeys of the embedded default, the doctor, and every process killed once while somebody writes."""

import json
import os
import secrets
import signal
import time
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import APIResponse, Browser
from playwright.sync_api import Error as BrowserError

from accreditation.ledger.verify import verify
from assessments.models import AssessmentPage, Attempt, AttemptStep
from curriculum.models import StudySession
from deploy.loopback.stack import WEBS, WORKERS, Databases, Stack, missing_programs
from lms.core.clock import now
from lms.jobs.models import Job, Outbox
from lms.people.models import User
from lms.site.doctor.checks.clock import UNSYNCHRONIZED, kernel_status
from tests.conftest import SeparateDatabase
from tests.factories.course import enrolled_student, load_course
from tests.factories.database_roles import role_of_its_own
from tests.journeys.conftest import Visitor
from tests.journeys.student_way import begins_the_quiz, completes_a_lesson, finds_it_in_the_record, prepare, submits_it

LACKING = missing_programs()
pytestmark = [
    pytest.mark.browser,
    pytest.mark.services,
    pytest.mark.separate,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="The production stack needs PostgreSQL; this run is SQLite’s."),
    pytest.mark.skipif(
        bool(LACKING), reason=f"The production stack was not tried: {', '.join(LACKING)} not found. Install: apt install nginx-light redis-server"
    ),
]
PARTS = (*WEBS, *WORKERS, "beat", "nginx", "redis")
PASSWORD = "correct horse battery"
EACH = 0.6  # seconds of writing beside each kill
PATIENCE = 60  # seconds until what was cut off must have been done


@pytest.fixture
def stack(separate_database: SeparateDatabase, settings: Any, tmp_path: Path) -> Iterator[Stack]:
    """The small course and its student, served by production's settings and the role that may only add to what is written once."""
    settings.VAULT_KEYS, settings.SIGNING_KEYS = [secrets.token_urlsafe(48)], [secrets.token_urlsafe(48)]  # the doctor knows the suite’s own as no secrets
    load_course(tmp_path / "course")
    AssessmentPage.objects.update(shuffle_questions=False)
    prepare(enrolled_student())
    User.objects.update(password=PBKDF2PasswordHasher().encode(PASSWORD, "salt" * 6))  # the suite's quick one is unknown to production
    folder = tmp_path / "stack"
    folder.mkdir(mode=0o700)
    keys = {"VAULT_KEYS": settings.VAULT_KEYS[0], "SIGNING_KEYS": settings.SIGNING_KEYS[0]}
    with role_of_its_own() as role:
        call_command("grant_application_role", role, verbosity=0)
        application = separate_database.url.replace("root@", f"{role}@")
        with Stack(folder, databases=Databases(separate_database.url, application), environment=keys) as running:
            yield running


@pytest.fixture
def student(browser: Browser, stack: Stack) -> Iterator[Visitor]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, ignore_https_errors=True)
    context.set_default_timeout(40_000)  # seven processes share the cores
    yield Visitor(context.new_page(), stack.address)
    context.close()


class Writer:
    """Saves answers and asks for exports through nginx as the student, each again with its own key until it is acknowledged."""

    def __init__(self, visitor: Visitor, attempt: Attempt) -> None:
        self._request, self._address, self._attempt = visitor.page.context.request, visitor.address, attempt.public_id
        self.saved: list[str] = []
        self.jobs: list[str] = []
        self.refused = 0
        cookies = {cookie["name"]: cookie["value"] for cookie in visitor.page.context.cookies()}
        self._headers = {"X-CSRFToken": cookies["__Host-csrf"], "Referer": f"{visitor.address}/", "Accept": "application/json"}

    def save(self) -> None:
        key = uuid.uuid4().hex
        form = {"key": key, "q1": "ba"[len(self.saved) % 2]}
        self._until_acknowledged(f"/attempts/{self._attempt}/save/", form)
        self.saved.append(key)

    def ask_for_export(self) -> None:
        answer = self._until_acknowledged("/record/export/", {})
        self.jobs.append(answer.headers["location"].rstrip("/").rpartition("/")[2])

    def _until_acknowledged(self, path: str, form: dict[str, Any]) -> APIResponse:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                answer = self._request.post(f"{self._address}{path}", form=form, headers=self._headers, max_redirects=0, timeout=10_000)
            except BrowserError:  # nginx itself is gone
                answer = None
            if answer is not None and answer.status in (200, 302):
                return answer
            assert answer is None or answer.status >= 500, answer.text()
            self.refused += 1
            time.sleep(0.05)
        raise AssertionError(f"{path} was not acknowledged within {PATIENCE} seconds.")


def test_a_student_s_way_the_doctor_and_every_process_killed_once(stack: Stack, student: Visitor) -> None:
    # the journey of the embedded default
    student.sign_in("student@north.example", PASSWORD)
    completes_a_lesson(student)
    begins_the_quiz(student)
    attempt = Attempt.objects.get()

    # every process is killed once where it stands, while answers are saved and jobs are asked for
    writer = Writer(student, attempt)
    for part in PARTS:
        os.kill(stack.supervisor.pid(part), signal.SIGKILL)
        writer.ask_for_export()
        until = time.monotonic() + EACH
        while time.monotonic() < until:
            writer.save()
    stack.supervisor.wait(PATIENCE)

    assert all(stack.supervisor.restarts[part] >= 1 for part in PARTS)
    steps = list(AttemptStep.objects.filter(attempt=attempt).values_list("key", flat=True))
    assert [sum(step.startswith(key) for step in steps) for key in writer.saved] == [1] * len(writer.saved)
    assert len(writer.saved) > len(PARTS)
    _wait_for_jobs(writer.jobs)

    # the journey goes on as if nothing had been
    student.page.reload()
    for option in ("An accredited representative", "USCIS", "EOIR"):
        student.page.get_by_label(option).check()
    student.page.locator("#saved[data-state=saved]", has_text="Saved at").wait_for()
    submits_it(student)
    finds_it_in_the_record(student)
    assert StudySession.objects.count() >= 2
    assert verify().ok

    # the doctor finds what is wrong with this machine, and nothing of the stack
    found = json.loads(stack.manage("doctor", "--url", stack.address, "--json").stdout)
    states = {check["check"]: check["state"] for check in found["checks"]}
    allowed = {"clock"} if (kernel_status() or 0) & UNSYNCHRONIZED else set()
    assert {key for key, state in states.items() if state != "ok"} - allowed - _of_this_server() == set(), found


def _wait_for_jobs(public_ids: list[str]) -> None:
    """Each was asked for once for each acknowledgement, and is done.

    What a killed worker holds, and what a killed Redis forgot, comes back after two minutes; here these have passed.
    """
    Job.objects.filter(state="running").update(lease_until=now())
    Outbox.objects.filter(sent_at__isnull=False).update(sent_at=now() - timedelta(hours=1))
    deadline = time.monotonic() + PATIENCE
    while Job.objects.filter(public_id__in=public_ids).exclude(state="done").exists():
        assert time.monotonic() < deadline, list(Job.objects.values("kind", "state", "attempts", "failure"))
        time.sleep(0.2)
    assert Job.objects.filter(public_id__in=public_ids).count() == len(public_ids) == len(PARTS)


def _of_this_server() -> set[str]:
    """A PostgreSQL for tests may keep less than it acknowledges."""
    from lms.site.doctor.base import Asked
    from lms.site.doctor.register import checks

    return {"durability"} if list(checks.get("durability").look(Asked())) else set()
