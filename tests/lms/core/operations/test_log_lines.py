"""What reaches the log, and what does not."""

import json
import logging
import sys
from typing import Any

import pytest

from lms.core.operations import request_ids
from lms.core.operations.log_lines import formatter, job_id

JSON, PLAIN = formatter("json"), formatter("plain")
CANARY = "Ana Rivera"


def record(name: str, message: Any, *args: Any, error: BaseException | None = None, **extra: Any) -> logging.LogRecord:
    exc_info = (type(error), error, error.__traceback__) if error else None
    made = logging.LogRecord(name, logging.WARNING, f"{sys.prefix}/lib/site-packages/some/module.py", 12, message, args, exc_info)
    made.__dict__.update(extra)
    return made


def line(*arguments: Any, **more: Any) -> dict[str, Any]:
    return json.loads(JSON.format(record(*arguments, **more)))


def test_a_line_of_ours_says_what_its_author_wrote() -> None:
    said = line("lms.jobs.actions.run_job", "Job %s, attempt %d, met an error.", "9Xk", 2)

    assert (said["event"], said["level"], said["from"]) == ("Job 9Xk, attempt 2, met an error.", "warning", "lms.jobs.actions.run_job")


@pytest.mark.parametrize(
    ("name", "message", "arguments", "event"),
    [
        ("django.request", "Not Found: %s", ("/practice/confirm/" + CANARY,), "Not Found: …"),
        ("django.security.csrf", "Forbidden (%s): %s", ("x", CANARY), "django.security.csrf said something at some/module.py:12"),
        ("django.security.DisallowedHost", f"Invalid HTTP_HOST header: '{CANARY}'.", (), "django.security.DisallowedHost said something at some/module.py:12"),
        ("celery.app.trace", "Task %(name)s raised: %(exc)r, 100%%", ({"name": "a", "exc": CANARY},), "Task … raised: …, 100%"),
        ("pypdf._reader", f"Ignoring {CANARY}", (), "pypdf._reader said something at some/module.py:12"),
        ("djangoist", CANARY, (), "djangoist said something at some/module.py:12"),
    ],
)
def test_of_a_library_only_its_own_sentence_is_kept(name: str, message: str, arguments: tuple[Any, ...], event: str) -> None:
    made = record(name, message, *arguments)

    assert json.loads(JSON.format(made))["event"] == event
    assert CANARY not in JSON.format(made) + PLAIN.format(made)


def test_an_answer_is_told_by_its_status_and_route() -> None:
    request = type("Request", (), {"resolver_match": type("Match", (), {"view_name": "site:home"})})

    said = line("django.request", "%s: %s", "Internal Server Error", CANARY, request=request, status_code=500)

    assert (said["event"], said["route"], said["status"]) == ("Internal Server Error", "site:home", 500)


def test_what_a_caller_attached_stays_out() -> None:
    assert CANARY not in JSON.format(record("lms.x", "Said.", request=CANARY, person=CANARY, stack_info=CANARY))


def test_an_error_is_told_without_its_message_and_those_it_came_from_too() -> None:
    def fail() -> None:
        try:
            int(CANARY)
        except ValueError as error:
            raise RuntimeError(CANARY) from error

    with pytest.raises(RuntimeError) as caught:
        fail()

    text = JSON.format(record("lms.x", "Failed.", error=caught.value))

    errors = json.loads(text)["errors"]
    assert [error["type"] for error in errors] == ["RuntimeError", "ValueError"]
    assert errors[0]["frames"][-1].startswith("tests/lms/core/operations/test_log_lines.py:")
    assert errors[0]["frames"][-1].endswith("in fail")
    assert CANARY not in text


def test_lines_name_their_request_and_job() -> None:
    request_ids._present.set("a1b2c3d4")
    named = job_id.set("9Xk")
    try:
        said = line("lms.x", "Said.")
        plain = PLAIN.format(record("lms.x", "Said."))
    finally:
        request_ids.end()
        job_id.reset(named)

    assert (said["request"], said["job"]) == ("a1b2c3d4", "9Xk")
    assert plain == "WARNING lms.x Said. request=a1b2c3d4 job=9Xk"
    assert "request" not in line("lms.x", "Said.")


def test_a_percent_sign_in_a_finished_line_is_not_filled_in_again() -> None:
    assert line("lms.x", "%d %% done, %s", 5, "%s")["event"] == "5 % done, %s"
