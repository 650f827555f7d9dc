"""The drill (security.md, DT-07): a site under load is backed up, its machine is lost, an empty one takes its place.

`pytest tests/lms/site/backup/test_drill.py -s` prints the figures (docs/reliability.md).
"""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from wagtail.images import get_image_model

from accreditation.actions.build_packet import build_packet
from accreditation.api import append, ledger_end, verify
from accreditation.models import Entry, LedgerHead
from accreditation.schemes import schemes
from curriculum.models import Enrollment
from lms.site.backup.back_up import back_up
from lms.site.backup.folder import BackupFolder
from lms.site.backup.manifest import Manifest
from lms.site.backup.restore import restore
from lms.vault.api import StoredFile, remove_file, store
from tests.factories.certificates import ready
from tests.factories.course import enrolled_in_small_course
from tests.factories.ledger import draft
from tests.factories.uploads import photo
from tests.lms.site.backup.machines import Machine, child_of, ended, notes_can_be_read

pytestmark = pytest.mark.services
SCHEMES = ("doj-partial-initial", "doj-full-initial")
WRITERS = 2
BACKUPS = 3


def test_what_was_lost_is_there_again(home: Machine, machine: Callable[..., Machine], tmp_path: Path) -> None:
    place = ready(enrolled_in_small_course(tmp_path / "course"))
    packets = packets_of(place.public_id)
    folder = tmp_path / "backups"

    with load() as written:
        began = time.monotonic()
        made = [back_up(folder=folder) for _ in range(BACKUPS)]
        seconds = time.monotonic() - began
    ends = [Manifest(BackupFolder(folder).manifest_path(one.name)).about.ledger for one in made]
    lived = {(student, seq): full for student, seq, full in Entry.objects.values_list("student", "seq", "hash")}

    assert all(one.ok for one in made)
    assert [end["entries"] for end in ends] == sorted({end["entries"] for end in ends}), "the load stood still while a backup was made"
    assert written(), "there was no load"
    with machine("empty", is_empty=True).entered() as empty:
        began = time.monotonic()
        done = restore(folder=folder)
        lasted = time.monotonic() - began
        print(f"\ndrill: {done.ledger['entries']} entries, {done.files} files; backups took {seconds:.1f} s together, restoring {lasted:.1f} s")

        assert (done.ok, done.same_heads) == (True, True)
        assert ledger_end().as_json() == ends[-1]
        assert {(student, seq): full for student, seq, full in LedgerHead.objects.values_list("student", "seq", "hash")}.items() <= lived.items()
        assert packets_of(place.public_id) == packets
        purged = {name.rpartition("/")[2] for name in made[-1].purged}
        assert StoredFile.objects.filter(stored_as__in=purged, removed_at__isnull=True).count() == len(purged)
        StoredFile.objects.filter(stored_as__in=purged).update(kind="purged")
        assert len(notes_can_be_read()) == StoredFile.objects.filter(kind="note", removed_at__isnull=True).count() > 1
        for picture in get_image_model().objects.all():
            with picture.file.open() as file:
                assert file.read(8) == b"\x89PNG\r\n\x1a\n"
        assert empty.files()
        assert verify().ok


def packets_of(place: str) -> list[bytes]:
    enrollment = Enrollment.objects.get(public_id=place)
    return [build_packet(enrollment=enrollment, scheme=schemes.get(key), as_of=date(2026, 11, 2), draft=True) for key in SCHEMES]


@contextmanager
def load() -> Iterator[Callable[[], int]]:
    """Other processes that write while the block runs; gives how many entries there are of them."""
    children = [child_of(lambda number=number: write_without_end(number)) for number in range(WRITERS)]

    def written() -> int:
        return Entry.objects.filter(student__startswith="load-").count()

    try:
        deadline = time.monotonic() + 240
        while written() < 5 * WRITERS:
            assert time.monotonic() < deadline, "the writers write nothing"
            time.sleep(0.05)
        yield written
    finally:
        for child in children:
            os.kill(child, signal.SIGKILL)
        assert {ended(child) for child in children} == {-signal.SIGKILL}, "a writer ended by itself"


def write_without_end(writer: int) -> None:
    """Entries, files that come and go, pictures: as fast as it can, each in a transaction of its own."""
    mine = []
    for number in count():
        append(draft(student=f"load-{writer}-{number % 5}", idempotency=("load", writer, number)))
        mine.append(store("note", f"Writer {writer}, file {number}.".encode() * 50, name="note.txt", media_type="text/plain"))
        if number % 3 == 0:
            remove_file(mine.pop(0), by=None)
        if number % 10 == 0:
            get_image_model().objects.create(title="Load", file=ContentFile(photo("PNG", size=(8, 8)), name=f"load-{writer}-{number}.png"))
