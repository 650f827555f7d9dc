"""Two hundred hostile uploads and more: each is refused with a sentence, or harmless afterwards (security.md, CT-06, CT-07, CT-10)."""

import re
import time
import tracemalloc
from io import BytesIO

import pytest
from pypdf import PdfReader

from lms.vault.inspection.inspecting import inspect
from tests.lms.vault.inspection.conftest import EVERYTHING, look_at
from tests.lms.vault.inspection.hostile import FAMILIES
from tests.lms.vault.inspection.hostile.case import Hostile

CATALOG = [one for family in FAMILIES for one in family()]


def unpacked_pdf(data: bytes) -> bytes:
    """Everything a reader finds in a PDF, streams unpacked."""
    reader = PdfReader(BytesIO(data))
    objects = [reader.get_object(number) for number in range(1, int(reader.trailer["/Size"]))]
    return data + b"".join(repr(one).encode() + (one.get_data() if hasattr(one, "get_data") else b"") for one in objects)


def test_the_catalog_holds_two_hundred_files_and_no_case_twice() -> None:
    assert len(CATALOG) >= 200
    assert len({one.case for one in CATALOG}) == len(CATALOG)


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize("hostile", CATALOG, ids=lambda one: re.sub(r"\W+", "-", one.case))
def test_a_hostile_file_is_refused_or_made_harmless(hostile: Hostile) -> None:
    found = look_at(hostile.name, hostile.data)

    assert re.fullmatch(r"[A-Z“].{15,}\.", found.reason)
    if hostile.refused or not found.accepted:
        assert (found.accepted, found.data, found.stored_type) == (False, b"", "")
        assert hostile.refused, found.reason
        return
    assert found.changes
    left = unpacked_pdf(found.data) if found.stored_type == "application/pdf" else found.data
    assert hostile.canary not in left
    again = look_at(found.name, found.data)
    assert (again.accepted, again.changes, again.data) == (True, (), found.data)


class Zeros(BytesIO):
    """A file larger than any memory, read piece by piece."""

    def __init__(self, size: int) -> None:
        self.size, self.given = size, 0

    def read(self, most: int | None = -1) -> bytes:
        piece = bytes(min(most if most is not None and most > 0 else self.size, self.size - self.given))
        self.given += len(piece)
        return piece


def test_five_gigabytes_are_refused_after_reading_no_more_than_the_limit() -> None:
    source = Zeros(5_000_000_000)
    tracemalloc.start()
    started = time.monotonic()

    found = inspect(source, name="a.txt", accepts=EVERYTHING)

    assert found.reason == "This file is larger than 20 MB. Save it smaller, or in parts, and try again."
    assert source.given < 20_200_000
    assert tracemalloc.get_traced_memory()[1] < 45_000_000
    assert time.monotonic() - started < 5
    tracemalloc.stop()
