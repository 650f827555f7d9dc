"""Sixteen processes append to the same few chains at once: no gap, no fork, nothing lost."""

import subprocess
import sys
from pathlib import Path

import pytest

from accreditation.ledger.verify import verify
from accreditation.models import Entry
from tests.conftest import SeparateDatabase

WRITERS = 16
EACH = 125
STUDENTS = 4
WRITER = """
import sys, time, django
django.setup()
from accreditation.ledger.append import append
from tests.factories.ledger import draft
writer, each, students, start = (int(word) for word in sys.argv[1:])
time.sleep(max(0, start / 1000 - time.time()))
for number in range(each):
    append(draft(student=f"student-{number % students}", idempotency=(writer, number)))
print(each)
"""


@pytest.mark.services
@pytest.mark.separate
def test_sixteen_writers_leave_no_gap_and_no_fork(separate_database: SeparateDatabase) -> None:
    import time

    start = int((time.time() + 4) * 1000)
    command = [sys.executable, "-c", WRITER]
    writers = [
        subprocess.Popen(
            [*command, str(writer), str(EACH), str(STUDENTS), str(start)],
            env=separate_database.environment(), cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for writer in range(WRITERS)
    ]  # fmt: skip

    outputs = [writer.communicate(timeout=300) for writer in writers]

    assert [(out.strip(), err) for out, err in outputs] == [(str(EACH), "")] * WRITERS
    assert Entry.objects.count() == WRITERS * EACH
    for student in range(STUDENTS):
        seqs = list(Entry.objects.filter(student=f"student-{student}").order_by("seq").values_list("seq", flat=True))
        assert seqs == list(range(1, len(seqs) + 1))
    assert verify().ok
