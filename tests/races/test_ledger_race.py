"""Sixteen processes append to the same few chains at once: no gap, no fork, nothing lost."""

import pytest

from accreditation.ledger.append import append
from accreditation.ledger.verify import verify
from accreditation.models import Entry
from tests.conftest import SeparateDatabase
from tests.factories.ledger import draft
from tests.torture.stage import Act, Stage

WRITERS = 16
EACH = 125
STUDENTS = 4


def write(writer: int) -> int:
    for number in range(EACH):
        append(draft(student=f"student-{number % STUDENTS}", idempotency=(writer, number)))
    return EACH


@pytest.mark.services
@pytest.mark.separate
def test_sixteen_writers_leave_no_gap_and_no_fork(separate_database: SeparateDatabase) -> None:
    with Stage(separate_database) as stage:
        outcomes = stage.together(*(Act(f"{__name__}:write", {"writer": writer}) for writer in range(WRITERS)))

    assert [outcome.said for outcome in outcomes] == [EACH] * WRITERS
    assert Entry.objects.count() == WRITERS * EACH
    for student in range(STUDENTS):
        seqs = list(Entry.objects.filter(student=f"student-{student}").order_by("seq").values_list("seq", flat=True))
        assert seqs == list(range(1, len(seqs) + 1))
    assert verify().ok
