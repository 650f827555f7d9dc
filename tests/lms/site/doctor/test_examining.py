"""The command: what needs what, what it prints, and its exit code."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from lms.site.doctor.base import Asked, Check, Fault
from lms.site.doctor.examining import examine
from lms.site.doctor.register import checks

ROOT = Path(__file__).parents[4]


def breaks(asked: Asked) -> Iterator[Fault]:
    raise OSError("the wire was cut")
    yield


def is_wrong(asked: Asked) -> Iterator[Fault]:
    yield Fault("Wrong.", "Mend it.")


@pytest.fixture
def three(monkeypatch: pytest.MonkeyPatch) -> None:
    made = (Check("one", "One", is_wrong), Check("two", "Two", breaks, needs=("one",)), Check("three", "Three", lambda asked: iter(())))
    monkeypatch.setattr(checks, "_items", {check.key: check for check in made})


def test_what_needs_a_check_that_failed_is_not_asked(three: None) -> None:
    assert [(result.check, result.state, result.why) for result in examine(Asked())] == [
        ("one", "wrong", ""), ("two", "not_asked", "Mend “one” first."), ("three", "ok", ""),
    ]  # fmt: skip


def test_a_look_that_breaks_off_is_a_fault(three: None) -> None:
    two = list(examine(Asked(), without=["one"]))[1]

    assert (two.state, two.faults[0].wrong) == ("wrong", "This could not be looked at: OSError: the wire was cut")


def test_people_and_programs_are_told_and_the_exit_code_says_it_too(three: None) -> None:
    told, lines = StringIO(), StringIO()
    for stream, arguments in ((told, ["--json"]), (lines, [])):
        with pytest.raises(SystemExit) as ended:
            call_command("doctor", *arguments, stdout=stream)
        assert ended.value.code == 1

    assert json.loads(told.getvalue())["checks"][0] == {
        "check": "one", "title": "One", "state": "wrong", "faults": [{"wrong": "Wrong.", "mend": "Mend it."}], "why": "",
    }  # fmt: skip
    assert lines.getvalue().splitlines()[-1] == "1 of 3 checks found something wrong: one."
    call_command("doctor", "--without", "one", "--without", "two", stdout=StringIO())


def test_a_check_that_is_not_there_is_refused() -> None:
    with pytest.raises(CommandError, match="no check “moon”"):
        call_command("doctor", "--without", "moon")


def test_every_check_has_a_file_and_needs_only_what_comes_before() -> None:
    files = {path.stem for path in (ROOT / "lms/site/doctor/checks").glob("*.py")} - {"__init__"}

    assert {check.look.__module__.rpartition(".")[2] for check in checks} == files
    assert all(checks.keys().index(needed) < place for place, check in enumerate(checks) for needed in check.needs)


def test_settings_that_are_missing_are_all_told_at_once() -> None:
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "lms.settings.production", "SECRET_KEY": "x"}
    asked = subprocess.run([sys.executable, "manage.py", "doctor", "--json"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    started = subprocess.run([sys.executable, "manage.py", "migrate"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert (asked.returncode, started.returncode) == (1, 1)
    (settings,) = json.loads(asked.stdout)["checks"]
    missing = ["DATABASE_URL", "SITE_URL", "VAULT_KEYS", "SIGNING_KEYS", "CELERY_BROKER_URL", "CACHE_URL", "EMAIL_URL"]
    assert [fault["wrong"].split()[1].rstrip(":") for fault in settings["faults"]] == missing
    assert [line.split()[1].rstrip(":") for line in started.stderr.splitlines()] == missing
