"""`run_jobs` (interface.md)."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from lms.jobs.api import enqueue, sweeps
from lms.jobs.models import Job
from tests.conftest import SeparateDatabase
from tests.lms.jobs.conftest import Bench
from tests.lms.jobs.processes import ROOT, Site, site, wait_for


@pytest.mark.django_db
def test_run_jobs_once_runs_what_waits_and_says_so(bench: Bench, capsys: pytest.CaptureFixture) -> None:
    job = enqueue("bench.write", {}, by="ana")

    call_command("run_jobs", "--once")

    assert bench.runs == [job.public_id]
    assert capsys.readouterr().out == f"{len(sweeps)} sweeps called, 1 job begun.\n"


@pytest.mark.django_db
def test_run_jobs_once_prints_one_json_object(bench: Bench, capsys: pytest.CaptureFixture) -> None:
    call_command("run_jobs", "--once", "--json")

    assert json.loads(capsys.readouterr().out) == {"sweeps": len(sweeps), "jobs": 0}


@pytest.mark.separate
def test_run_jobs_goes_on_until_it_is_stopped(separate_database: SeparateDatabase, tmp_path: Path) -> None:
    with site(tmp_path, separate_database.environment()) as place:
        runner = subprocess.Popen([sys.executable, "manage.py", "run_jobs", "--every", "0.2"], cwd=ROOT, env=place.environment)
        place.workers.append(runner)
        _ask(place)
        wait_for(lambda: Job.objects.filter(state="done").count() == 2)

        runner.send_signal(signal.SIGTERM)

        assert runner.wait(timeout=60) == 0


def _ask(place: Site) -> None:
    assert place.enqueue("sample.write", times=2).returncode == 0
