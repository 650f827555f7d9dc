"""Many processes at once, on a database that really commits (security.md, JB-04, JB-06, EX-06)."""

import subprocess
import sys
from pathlib import Path

import pytest

from lms.jobs.models import Job, SweepSlot
from lms.vault.models import StoredFile
from tests.conftest import SeparateDatabase
from tests.lms.jobs.processes import ROOT

pytestmark = [pytest.mark.services, pytest.mark.separate]
PROCESSES = 6
# One process loads the program and forks the racers; they wait at a gate, which opens for all at the same moment.
BEGIN = """
import os, random, sys, time, traceback, django
django.setup()
from django.db import connections
from lms.celery import app
from lms.core.errors import TooMany
from lms.jobs.api import Clockwork, enqueue, register_job, register_sweep, run_job, sweeps
from lms.jobs.models import Job
from lms.vault.api import register_file_kind, store
folder, racers = sys.argv[1], int(sys.argv[2])
def write(job):
    open(f"{folder}/runs", "a").write(job.public_id + "\\n")
    store("race", b"x", name="x", media_type="text/plain", key=job.public_id)
register_job("race.write", write, label="Race")
register_file_kind("race", "Race", lambda person, file: False)
connections.close_all()
gate, opener = os.pipe()
for number in range(racers):
    if os.fork() == 0:
        os.close(opener)
        os.read(gate, 1)
        random.seed(number)
        try:
            exec(sys.argv[3])
            sys.stdout.flush()
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
os.close(opener)
ended = [os.wait()[1] for _ in range(racers)]
sys.exit(any(ended))
"""
DELIVER = """
ids = list(Job.objects.values_list("public_id", flat=True)) * 2
random.shuffle(ids)
for public_id in ids:
    run_job(public_id)
"""
ASK = """
for number in range(5):
    try:
        enqueue("race.write", {}, by="ana")
        os.write(1, b"taken\\n")
    except TooMany:
        os.write(1, b"refused\\n")
"""
SAME_KEY = """
for number in range(10):
    enqueue("race.write", {}, by="ana" if number % 2 else None, key=f"page-{number}")
"""
BEAT = """
sweeps._items.clear()
register_sweep("race", lambda: open(f"{folder}/beats", "a").write("x"), 1)
clockwork = Clockwork()
end = time.time() + 3
while time.time() < end:
    clockwork.run_due()
    time.sleep(0.01)
"""


def race(code: str, database: SeparateDatabase, folder: Path) -> str:
    """Run ``code`` in several processes that begin at the same moment; what they printed."""
    command = [sys.executable, "-c", BEGIN, str(folder), str(PROCESSES), code]
    ran = subprocess.run(command, cwd=ROOT, env=database.environment(DATA_DIR=str(folder)), capture_output=True, text=True, timeout=120, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    return ran.stdout


def test_jobs_delivered_to_many_workers_at_once_run_once(separate_database: SeparateDatabase, tmp_path: Path) -> None:
    for _ in range(30):
        Job.objects.create(kind="race.write")

    race(DELIVER, separate_database, tmp_path)

    assert set(Job.objects.values_list("state", "attempts")) == {("done", 1)}
    runs = (tmp_path / "runs").read_text().split()
    assert (len(runs), len(set(runs)), StoredFile.objects.count()) == (30, 30, 30)


def test_the_limit_of_ten_holds_when_everything_asks_at_once(separate_database: SeparateDatabase, tmp_path: Path) -> None:
    said = race(ASK, separate_database, tmp_path).split()

    assert sorted(said) == ["refused"] * (PROCESSES * 5 - 10) + ["taken"] * 10
    assert Job.objects.count() == 10


def test_the_same_key_asked_for_at_once_gives_one_job(separate_database: SeparateDatabase, tmp_path: Path) -> None:
    race(SAME_KEY, separate_database, tmp_path)

    assert Job.objects.count() == 10


def test_many_beats_have_one_effect_per_slot(separate_database: SeparateDatabase, tmp_path: Path) -> None:
    race(BEAT, separate_database, tmp_path)

    beats = len((tmp_path / "beats").read_text())
    assert 3 <= beats <= 5
    assert SweepSlot.objects.get().began_at is not None
