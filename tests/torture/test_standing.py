"""A production under faults: the burst before a deadline, slow visitors, Redis flushed, stopped and gone, PostgreSQL killed while everybody writes."""

import os
import random
import shutil
import signal
import ssl
import statistics
import tempfile
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import create_connection
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from assessments.models import Attempt, AttemptStep, LateAnswer
from deploy.loopback.places import HOST
from deploy.loopback.stack import missing_programs
from lms.core.clock import now
from lms.jobs.models import Job
from lms.people.models import User
from tests.database import is_postgresql
from tests.torture.attempts import faults, faults_of_ledger
from tests.torture.hall import Hall
from tests.torture.rounds import is_full
from tests.torture.standing import TOKEN, WEB_PROCESSES, WEB_THREADS, Client, Standing, session_of

LACKING = missing_programs()
pytestmark = [
    pytest.mark.services,
    pytest.mark.separate,
    pytest.mark.xdist_group("standing"),
    pytest.mark.skipif(bool(LACKING), reason=f"Not found: {', '.join(LACKING)}. Install: apt install nginx-light redis-server"),
]
STUDENTS = 300 if is_full() else 20
WINDOW = 60.0 if is_full() else 4.0  # seconds in which all submit
SEED = os.environ.get("TORTURE_SEED") or "b0a710ad"
TROUBLES = 20 if is_full() else 1  # times that PostgreSQL is killed
WRITERS = 8 if is_full() else 4
EACH = 3.0 if is_full() else 1.5  # seconds of writing beside each trouble
LONGEST = 45.0  # seconds that a request may take beside a trouble: three tries of nginx included


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: Any) -> Iterator[Standing]:
    if not is_postgresql():
        pytest.skip("Production needs PostgreSQL; this run is SQLite’s.")
    folder = Path(tempfile.mkdtemp(prefix="pathway-standing-"))  # pytest’s own folders are closed to the user whom PostgreSQL runs as
    try:
        with django_db_blocker.unblock(), Standing(folder) as running, running.entered():
            yield running
    finally:
        shutil.rmtree(folder)


@pytest.fixture(scope="module")
def hall(standing: Standing, tmp_path_factory: pytest.TempPathFactory) -> Hall:
    return Hall(tmp_path_factory.mktemp("course") / "course")


@dataclass
class Sitting:
    """A student at their attempt, and what they were told was kept."""

    attempt: Attempt
    client: Client
    saved: list[str]

    def save(self) -> None:
        key = uuid.uuid4().hex
        self.client.until_kept(f"/attempts/{self.attempt.public_id}/save/", {"key": key, "q1": "ab"[len(self.saved) % 2]})
        self.saved.append(key)

    def submit(self) -> float:
        """Seconds until it was acknowledged, tries that failed included."""
        return self.client.until_kept(f"/attempts/{self.attempt.public_id}/submit/", {"key": uuid.uuid4().hex, "q1": "a"}).seconds


def sittings(standing: Standing, hall: Hall, count: int) -> list[Sitting]:
    attempts = [hall.attempt() for _ in range(count)]
    people = [attempt.enrollment.student_id for attempt in attempts]
    User.objects.filter(pk__in=people).update(privacy_version=settings.PRIVACY_NOTICE_VERSION, privacy_accepted_at=now())
    return [Sitting(attempt, standing.client(session_of(attempt.enrollment.student)), []) for attempt in attempts]


def lost_or_doubled(sitting: Sitting) -> list[str]:
    """Saves that were acknowledged and are not in the tables exactly once."""
    kept = Counter(key.partition(":")[0] for key in AttemptStep.objects.filter(attempt=sitting.attempt).values_list("key", flat=True))
    late = Counter(key.partition(":")[0] for key in LateAnswer.objects.filter(attempt=sitting.attempt).values_list("key", flat=True))
    return [key for key in sitting.saved if kept[key] + late[key] != 1]


@contextmanager
def all_writing(seats: list[Sitting]) -> Iterator[None]:
    """Everybody saves again and again within the block; what they say of errors rises at its end.

    All of them come from one address, and nginx lets fifty requests a second through from one.
    """
    over, failed = threading.Event(), list[BaseException]()

    def write(sitting: Sitting) -> None:
        try:
            while not over.wait(len(seats) / 40):
                sitting.save()
        except BaseException as error:  # noqa: BLE001  told to the test
            failed.append(error)

    threads = [threading.Thread(target=write, args=(seat,)) for seat in seats]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()
    assert failed == []


def holds_of(seats: list[Sitting]) -> None:
    """Everything acknowledged is there once, and no page broke: the server said that it rests, or nobody answered."""
    assert [found for seat in seats if (found := lost_or_doubled(seat))] == []
    assert all(len(seat.saved) > 1 for seat in seats)
    refused = [told for seat in seats for told in seat.client.refused]
    assert {told.status for told in refused} <= {0, 502, 503, 504}, Counter(told.status for told in refused)
    assert max((told.seconds for told in refused), default=0) < LONGEST


def test_all_submit_in_the_last_minute(standing: Standing, hall: Hall) -> None:
    """Each saves once and submits at a moment of chance, half of them in the last sixth; each tries again until acknowledged."""
    chance, seats = random.Random(SEED), sittings(standing, hall, STUDENTS)
    moments = [chance.uniform(0, WINDOW) if number % 2 else chance.uniform(WINDOW * 5 / 6, WINDOW) for number in range(STUDENTS)]
    taken, failed, began = list[float](), list[BaseException](), time.monotonic() + 0.5

    def sit(sitting: Sitting, moment: float) -> None:
        try:
            time.sleep(max(began + moment - time.monotonic(), 0))
            sitting.save()
            taken.append(sitting.submit())
        except BaseException as error:  # noqa: BLE001  told to the test
            failed.append(error)

    threads = [threading.Thread(target=sit, args=pair) for pair in zip(seats, moments, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    p95 = statistics.quantiles(taken, n=20)[18]
    tries = sum(len(seat.client.refused) for seat in seats)
    print(
        f"burst: seed {SEED}, {STUDENTS} students within {WINDOW:.0f} s, {WEB_PROCESSES} processes, submit p50 {statistics.median(taken):.2f} s, "
        f"p95 {p95:.2f} s, longest {max(taken):.2f} s, {tries} tries refused, 0 errors"
    )
    assert len(taken) == STUDENTS
    pks = [seat.attempt.pk for seat in seats]
    assert list(faults(pks)) == []
    assert Attempt.objects.filter(pk__in=pks, state="in_progress").count() == 0
    assert [found for seat in seats if (found := lost_or_doubled(seat))] == []
    assert faults_of_ledger() == []


@contextmanager
def slow_visitors(standing: Standing, path: str, count: int) -> Iterator[None]:
    """``count`` visitors who send a form of a megabyte by a byte at a time, and as many who ask for pages and do not read them."""
    over, trusting = threading.Event(), ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE

    def visit(lines: bytes, pieces: bytes) -> None:
        try:
            with trusting.wrap_socket(create_connection((HOST, standing.places.https)), server_hostname="localhost") as link:
                link.sendall(lines)
                while not over.wait(0.3):
                    link.sendall(pieces)
        except OSError:
            return  # it was hung up on: so much the better

    # with these the check for forged forms reads what is sent, before anybody asks who sends it
    told = f"Host: localhost:{standing.places.https}\r\nReferer: {standing.address}/\r\nCookie: __Host-csrf={TOKEN}\r\n"
    host = told.encode()
    sends = b"POST " + path.encode() + b" HTTP/1.1\r\n" + host + b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000000\r\n\r\n"
    reads = b"GET /accounts/login/ HTTP/1.1\r\n" + host + b"\r\n"
    threads = [threading.Thread(target=visit, args=pair, daemon=True) for pair in [(sends, b"a"), (reads, b"")] * count]
    for thread in threads:
        thread.start()
    time.sleep(1)
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()


@pytest.mark.parametrize("path", ["/accounts/login/", "/cms/login/"])
def test_slow_visitors_hold_nobody_up(standing: Standing, hall: Hall, path: str) -> None:
    """More of them than there are threads: nginx waits for them, also where it passes on what is sent as it comes."""
    [sitting] = sittings(standing, hall, 1)
    with slow_visitors(standing, path, 3 * WEB_PROCESSES * WEB_THREADS):
        for _ in range(5):
            sitting.save()

    assert (lost_or_doubled(sitting), sitting.client.refused) == ([], [])  # nobody waited for a minute in vain either


def test_redis_flushed_silent_and_gone(standing: Standing, hall: Hall) -> None:
    """Nothing lives in Redis alone: people stay signed in, answers are kept, and work that was asked for waits in the database."""
    seats = sittings(standing, hall, WRITERS)
    pid = standing.supervisor.pid("redis")
    asked = 0
    with all_writing(seats):
        time.sleep(EACH)
        standing.redis().flushall()
        asked += _asks_for_export(seats[0])
        time.sleep(EACH)
        os.kill(pid, signal.SIGSTOP)
        asked += _asks_for_export(seats[1])
        time.sleep(EACH)
        os.kill(pid, signal.SIGCONT)
        os.kill(pid, signal.SIGKILL)
        asked += _asks_for_export(seats[2])
        time.sleep(EACH)

    holds_of(seats)
    assert [told for seat in seats for told in seat.client.refused] == []
    assert Job.objects.filter(kind="site.own_export").count() == asked == 3
    standing.supervisor.wait(60, "redis")


def _asks_for_export(sitting: Sitting) -> int:
    told = sitting.client.until_kept("/record/export/", {})
    assert told.seconds < LONGEST
    return 1


def test_postgresql_killed_while_everybody_writes(standing: Standing, hall: Hall) -> None:
    seats = sittings(standing, hall, WRITERS)
    connection.close()
    with all_writing(seats):
        for _ in range(TROUBLES):
            time.sleep(EACH)
            os.kill(standing.supervisor.pid("postgresql"), signal.SIGKILL)
        time.sleep(EACH)
        standing.supervisor.wait(120, "postgresql")

    holds_of(seats)
    refused = Counter(told.status for seat in seats for told in seat.client.refused)
    saved = sum(len(seat.saved) for seat in seats)
    print(f"kills of postgresql: seed {SEED}, {TROUBLES} kills, {saved} saves acknowledged, 0 lost, 0 doubled, refused meanwhile {dict(refused)}")
    assert faults_of_ledger() == []
