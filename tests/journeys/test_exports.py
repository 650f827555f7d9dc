"""A coordinator exports the record and a packet; screen and files say the same."""

import csv
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.journeys.campus import north
from tests.journeys.conftest import Visitor
from tests.journeys.test_certificate import complete_course

pytestmark = [pytest.mark.browser, pytest.mark.separate]


def downloaded(visitor: Visitor) -> bytes:
    """Wait for the job's page to say that it is ready, and take its file."""
    link = visitor.page.get_by_role("link", name="Download")
    link.wait_for(timeout=60_000)
    with visitor.page.expect_download() as download:
        link.click()
    return Path(download.value.path()).read_bytes()


def exported(visitor: Visitor, kind: str) -> bytes:
    visitor.open("/cohorts/north-fall/records/")
    visitor.page.get_by_label("File").select_option(kind)
    visitor.page.get_by_role("button", name="Write the file").click()
    return downloaded(visitor)


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_a_coordinator_exports_records_and_a_packet(visitors: Callable[[], Visitor], worker: None, tmp_path: Path) -> None:
    life = north(tmp_path)
    complete_course(visitors().sign_in_as(life.student))
    coordinator = visitors().sign_in_as(life.coordinator)

    coordinator.open("/cohorts/north-fall/")
    assert "18 min" in coordinator.text()
    rows = list(csv.DictReader(io.StringIO(exported(coordinator, "csv").decode("utf-8-sig"))))
    assert [(row["student_name"], row["minutes"]) for row in rows] == [("Ana Alvarez", "18")]
    assert re.search(r"Ana\s+Alvarez", text_of(exported(coordinator, "pdf")))
    assert "18 min" in text_of(exported(coordinator, "pdf"))

    coordinator.open(f"/cohorts/people/{life.enrollment.public_id}/")
    coordinator.page.get_by_role("button", name="Build a draft packet").click()
    packet = zipfile.ZipFile(io.BytesIO(downloaded(coordinator)))
    said = text_of(packet.read("packet.pdf"))
    assert ("18 min" in said, "DRAFT" in said, "Still missing" in said) == (True, True, True)
    assert {"packet.pdf", "manifest.json", "cover_letter.pdf", "index.pdf"} <= set(packet.namelist())
    assert coordinator.faults == []
