"""Lawful files with bytes changed, cut, doubled or swapped: always an answer, soon, in little memory."""

import time
import tracemalloc

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.lms.vault.inspection.conftest import look_at
from tests.lms.vault.inspection.test_lawful_uploads import CATALOG

SECONDS = 2
MEMORY = 200_000_000


def mutated(data: bytes, changes: list[tuple[str, int, bytes]]) -> bytes:
    for how, where, what in changes:
        place = where % (len(data) + 1)
        if how == "overwrite":
            data = data[:place] + what + data[place + len(what) :]
        elif how == "insert":
            data = data[:place] + what + data[place:]
        elif how == "cut":
            data = data[:place]
        else:
            data = data[:place] + data[place // 2 : place] * 2 + data[place:]
    return data


words = st.sampled_from([b"", b"\0", b"\xff" * 4, b"/JavaScript", b"stream\n", b"endobj", b"((((", b"PK\x05\x06", b"\xff\xda", b"<", b"9 0 obj<<"])
changes = st.lists(
    st.tuples(st.sampled_from(["overwrite", "insert", "cut", "double"]), st.integers(0, 100_000), words | st.binary(max_size=8)), min_size=1, max_size=6
)


@pytest.mark.usefixtures("in_this_process")
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(number=st.integers(0, len(CATALOG) - 1), how=changes)
def test_a_changed_file_gets_an_answer_soon_and_in_little_memory(number: int, how: list[tuple[str, int, bytes]]) -> None:
    lawful = CATALOG[number]
    tracemalloc.start()
    started = time.process_time()

    found = look_at(lawful.name, mutated(lawful.data, how))

    assert time.process_time() - started < SECONDS
    assert tracemalloc.get_traced_memory()[1] < MEMORY
    tracemalloc.stop()
    assert found.reason.endswith(".")
    assert found.accepted == bool(found.data)
