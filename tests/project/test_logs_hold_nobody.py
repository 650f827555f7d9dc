"""No personal data in log lines (AU-15): the whole site is asked with canaries, everything is logged, and every line is read."""

import json
import logging
import smtplib
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.db import DataError, IntegrityError, connection, transaction
from django.test import Client, override_settings

from lms.core.operations.log_lines import formatter
from lms.jobs.api import Job, enqueue, register_job, run_job
from lms.jobs.kinds import job_kinds
from lms.people.api import Campus, queue_mail
from lms.people.models import MailEvent
from tests.factories.canary import canaries_in, canary
from tests.factories.people import CampusFactory, person
from tests.project.asking import respond
from tests.project.route_objects import kinds_of
from tests.project.routes import every_route
from tests.project.world import World

TYPED = canary("north", "typed", "visitor")
EVERYTHING = 0.000001  # milliseconds: every statement and every request is slow


class Log(StringIO):
    """What was written, line by line."""

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.getvalue().splitlines()]

    @property
    def leaks(self) -> set[str]:
        return {line for line in self.getvalue().splitlines() if canaries_in(line)}


@pytest.fixture
def log(settings: Any) -> Iterator[Log]:
    """Every line of every library from DEBUG on, as production writes it."""
    settings.SLOW_QUERY_MS = settings.SLOW_REQUEST_MS = EVERYTHING
    written = Log()
    handler = logging.StreamHandler(written)
    handler.setFormatter(formatter("json"))
    root = logging.getLogger()
    levels = {name: logging.getLogger(name).level for name in ("", "django", "django.request", "lms", "curriculum", "assessments", "accreditation")}
    root.addHandler(handler)
    for name in levels:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield written
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    root.removeHandler(handler)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_route_of_ours_asked_by_a_student(world: World, log: Log, method: str) -> None:
    for route in every_route():
        if route.is_ours:
            for factory in kinds_of(route).values():
                with transaction.atomic():
                    values = factory(world, world.owner("student", "own"))
                    if values is not None:
                        respond(world, "student", method, f"{route.path(**values)}?q={TYPED}")
                    transaction.set_rollback(True)

    assert len(log.lines) > 1000
    assert log.leaks == set()


@pytest.mark.parametrize(
    ("method", "path", "data"),
    [
        ("get", f"/practice/confirm/{TYPED}/", {}),
        ("get", f"/join/{TYPED}/", {}),
        ("get", f"/verify/{TYPED}/", {}),
        ("get", f"/no/such/{TYPED}/page/?token={TYPED}", {}),
        ("get", "/search/", {"q": TYPED}),
        ("get", "/search/", {"q": f'"{TYPED} AND'}),
        ("post", "/accounts/login/", {"login": f"{TYPED}@north.example", "password": TYPED}),
        ("post", "/accounts/password/reset/", {"email": f"{TYPED}@north.example"}),
        ("post", f"/attempts/{TYPED}/save/", {"answer": TYPED}),
        ("post", "/study/beats/", {"beats": TYPED}),
    ],
)
def test_what_a_visitor_types_or_has_in_an_address(db: None, log: Log, method: str, path: str, data: dict[str, str]) -> None:
    getattr(Client(raise_request_exception=False), method)(
        path, data, HTTP_USER_AGENT=TYPED, HTTP_REFERER=f"http://testserver/{TYPED}", HTTP_X_REQUEST_ID=TYPED
    )

    assert log.lines
    assert log.leaks == set()


def test_a_forged_host_and_a_form_without_token(db: None, log: Log) -> None:
    Client(raise_request_exception=False).get("/", HTTP_HOST=f"{TYPED}.example")
    Client(enforce_csrf_checks=True).post(f"/accounts/login/?next=/{TYPED}/", {"login": TYPED}, HTTP_REFERER=f"https://{TYPED}.example/")

    assert {line["from"] for line in log.lines} >= {"django.security.DisallowedHost", "django.security.csrf"}
    assert log.leaks == set()


@pytest.mark.parametrize("error", [ValueError, KeyError, RuntimeError, DataError, AttributeError, UnicodeDecodeError])
def test_an_error_in_a_view_that_quotes_what_it_met(db: None, log: Log, monkeypatch: pytest.MonkeyPatch, error: type[Exception]) -> None:
    def fail(*_: object, **__: object) -> None:
        secret_of_a_frame = TYPED
        raise UnicodeDecodeError("utf-8", secret_of_a_frame.encode(), 0, 1, secret_of_a_frame) if error is UnicodeDecodeError else error(secret_of_a_frame)

    person("administrator", CampusFactory())  # without one, visitors are led to the set-up
    monkeypatch.setattr("lms.site.views.render", fail)

    Client(raise_request_exception=False).get(f"/?q={TYPED}")

    [line] = [line for line in log.lines if line["from"] == "django.request"]
    assert (line["event"], line["route"], line["errors"][0]["frames"][-1].endswith("in fail")) == ("Internal Server Error", "site:home", True)
    assert log.leaks == set()


def test_a_row_that_the_database_refuses(db: None, log: Log) -> None:
    Campus.objects.create(slug="north", name=TYPED, time_zone="UTC")
    try:
        with transaction.atomic():
            Campus.objects.create(slug="north", name=TYPED, time_zone="UTC")
    except IntegrityError:
        logging.getLogger("lms.people").exception("A campus could not be made.")

    assert any("INSERT INTO" in line["event"] for line in log.lines)
    assert log.lines[-1]["errors"][0]["type"] == "django.db.utils.IntegrityError"
    assert log.leaks == set()


def test_a_job_that_fails_with_what_it_was_given(db: None, log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(job: Any) -> None:
        raise ValueError(job.payload["name"])

    monkeypatch.setattr(job_kinds, "_items", dict(job_kinds._items))
    register_job("sample.fail", fail, label="Sample")
    job = enqueue("sample.fail", {"name": TYPED}, by=None, title=TYPED)

    run_job(job.public_id)

    [line] = [line for line in log.lines if "met an error" in line["event"]]
    assert (line["job"], line["errors"][0]["type"]) == (job.public_id, "ValueError")
    assert log.leaks == set()


@pytest.mark.parametrize(
    "error",
    [smtplib.SMTPRecipientsRefused({f"{TYPED}@north.example": (450, TYPED.encode())}), smtplib.SMTPDataError(451, TYPED.encode()), OSError(TYPED)],
    ids=lambda error: type(error).__name__,
)
def test_a_mail_server_that_quotes_the_address(db: None, log: Log, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def refuse(_self: Any, _messages: Any) -> int:
        raise error

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    queue_mail(to=f"{TYPED}@north.example", subject=TYPED, text=TYPED)

    run_job(Job.objects.get().public_id)

    assert mail.outbox == []
    assert [line["errors"][0]["type"] for line in log.lines if "met an error" in line["event"]] == [
        f"smtplib.{type(error).__name__}" if isinstance(error, smtplib.SMTPException) else "OSError"
    ]
    assert log.leaks == set()


def test_an_address_that_is_refused_for_good(db: None, log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_self: Any, _messages: Any) -> int:
        raise smtplib.SMTPRecipientsRefused({f"{TYPED}@north.example": (550, TYPED.encode())})

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    queue_mail(to=f"{TYPED}@north.example", subject=TYPED, text=TYPED)

    run_job(Job.objects.get().public_id)

    assert MailEvent.objects.get().said == TYPED
    assert log.leaks == set()


def test_this_test_would_see_a_leak(db: None, log: Log) -> None:
    logging.getLogger("lms.people").info("Somebody wrote %s", TYPED)
    with override_settings(SLOW_QUERY_MS=0), connection.cursor() as cursor:
        cursor.execute("SELECT 1")

    assert len(log.leaks) == 1
