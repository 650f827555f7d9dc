"""A full disk, each in its turn: vault, export, anchors, database, temporary files, log (DT-04, EX-09).

It is said plainly, nothing is there half, and with room again all goes on by itself.
"""

import gc
import logging
import os
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as of_suite
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from accreditation.ledger.append import append
from accreditation.ledger.verify import verify
from accreditation.models import Entry
from lms.core.clock import now
from lms.jobs.api import Job, enqueue, run_due
from lms.jobs.models import Outbox
from lms.site.own_export import jobs as own_export
from lms.vault import shelf
from lms.vault.api import NoRoom, StoredFile, read, store
from tests.database import SQLiteCopies, connection_pointed_at
from tests.factories.certificates import credited
from tests.factories.course import enrolled_student, load_course
from tests.factories.ledger import draft
from tests.torture.rounds import is_full
from tests.torture.small_disk import SmallDisk, small_disk, why_not

ROOT = Path(__file__).parents[2]
MEGABYTE = 1 << 20
ENTRIES = 2_000 if is_full() else 60
pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "-")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk", megabytes=2) as mounted:
        yield mounted


def rows_without_file() -> list[str]:
    there = StoredFile.objects.filter(removed_at__isnull=True).values_list("stored_as", flat=True)
    return [name for name in there if not shelf.path_of(name).exists()]


def files_without_row() -> list[str]:
    return sorted({path.name for path in Path(of_suite.VAULT_DIR).glob("??/*")} - set(StoredFile.objects.values_list("stored_as", flat=True)))


@pytest.mark.django_db
def test_a_file_that_does_not_fit_leaves_no_row_and_takes_no_room(disk: SmallDisk, settings: Any) -> None:
    settings.VAULT_DIR = disk.folder
    before = disk.used()

    with pytest.raises(NoRoom, match="There is no room left to store this file, so nothing was saved") as refused:
        store("site.own_export", os.urandom(4 * MEGABYTE), name="a.zip", media_type="application/zip", key="k")

    assert refused.value.status == 507
    assert (StoredFile.objects.count(), files_without_row()) == (0, [])
    assert disk.used() - before <= 8192  # the folder it would have lain in
    kept = store("site.own_export", b"small", name="a.zip", media_type="application/zip", key="k")
    assert read(kept) == b"small"


@pytest.mark.django_db
def test_an_export_that_does_not_fit_fails_with_the_reason_and_is_made_when_there_is_room(disk: SmallDisk, settings: Any, tmp_path: Path) -> None:
    load_course(tmp_path / "course")
    place = enrolled_student()
    credited(place)
    settings.VAULT_DIR = disk.folder
    disk.fill(left=12_000)  # a beginning fits, the whole does not

    asked = enqueue(own_export.KIND, {"language": "en-us"}, by=place.student, key="mine")
    run_due()
    failed = Job.objects.get(pk=asked.pk)

    assert (failed.state, failed.failure.startswith("There is no room left to store this file")) == ("failed", True)
    assert (rows_without_file(), files_without_row(), list(disk.folder.glob("??/*.part"))) == ([], [], [])
    disk.free()
    enqueue(own_export.KIND, {"language": "en-us"}, by=place.student, key="mine")
    run_due()
    done = Job.objects.get(pk=asked.pk)
    assert done.state == "done"
    assert read(StoredFile.objects.get(public_id=done.result["file"])).startswith(b"PK")


@pytest.mark.django_db
def test_an_anchor_that_cannot_be_kept_is_kept_with_the_next_try(disk: SmallDisk, settings: Any) -> None:
    settings.ANCHOR_DIR = disk.folder
    append(draft())
    asked = enqueue("accreditation.take_anchor", {}, by=None)
    disk.fill()

    run_due()
    assert (Job.objects.get(pk=asked.pk).state, list(disk.folder.glob("anchor-*.json"))) == ("queued", [])

    disk.free()
    Outbox.objects.update(due_at=now())
    run_due()
    assert Job.objects.get(pk=asked.pk).state == "done"
    assert [path.suffix for path in disk.folder.glob("anchor-*")] == [".json"]
    assert verify().ok


@pytest.mark.django_db
def test_an_upload_without_room_for_temporary_files_is_refused_plainly(disk: SmallDisk, settings: Any) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(disk.folder)
    browser = Client(raise_request_exception=False)

    def send(accept: str = "text/html") -> Any:
        file = SimpleUploadedFile("scan.pdf", bytes(3 * MEGABYTE))  # larger than what is held in memory
        return browser.post("/accounts/login/", {"login": "ana@north.example", "password": "x", "file": file}, headers={"accept": accept})

    logging.disable(logging.CRITICAL)  # pytest keeps what is logged, with the error and the files that it holds
    page, told = send(), send("application/json")
    logging.disable(logging.NOTSET)

    assert (page.status_code, told.status_code) == (507, 507)
    assert "The server’s disk is full, so what you sent was not kept." in page.content.decode()
    assert told.json()["error"] == "no_room"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # Django leaves the closing of what could not be written to the collector
        browser, page, told = Client(), None, None  # the test’s browser holds the error, and with it the files
        gc.collect()
    assert list(disk.folder.iterdir()) == []
    settings.FILE_UPLOAD_TEMP_DIR = None
    assert send().status_code == 400  # the form is read: nobody has this password


def test_a_log_that_cannot_be_written_stops_nobody(disk: SmallDisk) -> None:
    disk.fill()
    code = "import django, logging; django.setup(); [logging.getLogger('lms.site').error('Line %d of many.', n) for n in range(2000)]; print('went on')"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "lms.settings.test"}
    with (disk.folder / "error.log").open("w") as log:
        done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=log, text=True, check=False)

    assert done.stdout == "went on\n"


@pytest.fixture
def small_database(tmp_path: Path, django_db_setup: None, django_db_blocker: Any) -> Iterator[SmallDisk]:
    """SQLite as the embedded default has it, on a disk with room for little more than its tables."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL’s own behavior on a full disk is not tried here; SQLite’s is.")
    kept = SQLiteCopies()
    kept.ensure_template()
    with small_disk(tmp_path / "disk", megabytes=8) as mounted, django_db_blocker.unblock():
        path = mounted.folder / "db.sqlite3"
        path.write_bytes(kept.template.read_bytes())
        with connection_pointed_at(str(path)):
            yield mounted


def test_a_database_without_room_refuses_plainly_keeps_what_it_acknowledged_and_goes_on(small_database: SmallDisk, settings: Any) -> None:
    acknowledged, refused = [], 0
    append(draft(idempotency=("disk", 0)))
    small_database.fill(left=64 * 1024)
    for number in range(1, ENTRIES + 1):
        try:
            append(draft(idempotency=("disk", number)))
        except Exception as error:  # noqa: BLE001  what it is, is told by the page below
            refused += "full" in str(error)
            break
        acknowledged.append(number)
    page = Client(raise_request_exception=False).post("/accounts/password/reset/", {"email": "nobody@north.example"})
    assert (page.status_code, refused) in ((507, 1), (302, 1))  # a request that writes nothing goes on
    connection.close()
    assert Entry.objects.count() == 1 + len(acknowledged)
    assert verify().ok

    small_database.free()
    connection.close()
    append(draft(idempotency=("disk", ENTRIES + 1)))
    assert verify().ok
    assert refused == 1
