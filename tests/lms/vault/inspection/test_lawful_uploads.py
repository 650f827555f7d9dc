"""Fifty lawful uploads and more are accepted; what need not be changed is kept to the byte, and pictures show the same."""

import io
import re

import pytest
from PIL import Image

from tests.lms.vault.inspection.conftest import look_at
from tests.lms.vault.inspection.lawful import FAMILIES, Lawful

CATALOG = [one for family in FAMILIES for one in family()]


def test_the_catalog_holds_fifty_files_and_no_case_twice() -> None:
    assert len(CATALOG) >= 50
    assert len({one.case for one in CATALOG}) == len(CATALOG)


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize("lawful", CATALOG, ids=lambda one: re.sub(r"\W+", "-", one.case))
def test_a_lawful_file_is_accepted(lawful: Lawful) -> None:
    found = look_at(lawful.name, lawful.data)

    assert found.accepted, found.reason
    assert (found.changes == ()) == lawful.as_it_is, found.changes
    assert (found.data == lawful.data) == lawful.as_it_is
    if found.stored_type.startswith("image/"):
        before, after = Image.open(io.BytesIO(lawful.data)), Image.open(io.BytesIO(found.data))
        assert before.getexif().get(0x0112, 1) == after.getexif().get(0x0112, 1)
        assert before.tobytes() == after.tobytes()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Resume", "Resume.pdf"),
        ("Resume A. Reyes", "Resume A. Reyes.pdf"),
        ("../../cv.PDF", "cv.PDF"),
        ("C:\\x\\cv.pdf", "cv.pdf"),
        ("=cmd", "cmd.pdf"),
        ("CON", "_CON.pdf"),
        ("x" * 300, "x" * 110 + ".pdf"),
    ],
)
def test_the_name_tells_the_type(name: str, kept: str) -> None:
    document = next(one for one in CATALOG if one.case == "one page")

    assert look_at(name, document.data).name == kept
