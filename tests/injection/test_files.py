"""Files and letters that are made of the poisoned world: no cell is a formula, no PDF acts, no letter has another head (EX-01, CT-04, CT-12)."""

import csv
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from openpyxl import load_workbook
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from accreditation.models import Certificate
from assessments.actions.export_gradebook import csv_blocks, xlsx_blocks
from assessments.queries.gradebook import book_of
from lms.core.spreadsheet import from_csv_cell
from lms.jobs.api import run_due
from lms.notices.actions.notify import notify
from lms.people.actions.queue_mail import queue_letter
from tests.injection.conftest import PoisonedWorld
from tests.injection.corpus import MARK, PAYLOADS, PRODUCT
from tests.injection.markup import faults_in

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
ACTS = {"/JS", "/JavaScript", "/OpenAction", "/AA", "/Launch", "/SubmitForm", "/ImportData", "/RichMedia", "/EmbeddedFile"}


def cells_of_csv(data: bytes) -> list[str]:
    return [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")) for cell in row]


def formulas_in_csv(data: bytes) -> list[str]:
    """Cells that a spreadsheet would calculate; plain negative numbers are numbers."""
    return [cell for cell in cells_of_csv(data) if cell.startswith(FORMULA) and not cell.lstrip("-").replace(".", "").isdigit()]


def formulas_in_xlsx(data: bytes) -> list[str]:
    book = load_workbook(io.BytesIO(data))
    return [str(cell.value) for sheet in book for row in sheet for cell in row if cell.data_type == "f" or cell.hyperlink]


def actions_in_pdf(data: bytes) -> list[str]:
    """What of a PDF would do something, and addresses that run something or lead to a payload's site."""
    found: list[str] = []
    reader = PdfReader(io.BytesIO(data))
    for number in range(1, reader.trailer["/Size"]):
        entry = reader.get_object(IndirectObject(number, 0, reader))
        if isinstance(entry, DictionaryObject):
            found += [f"{name} in object {number}" for name in entry.keys() & ACTS]
            if "/URI" in entry and (MARK in str(entry["/URI"]) or "script:" in str(entry["/URI"]).lower()):
                found.append(str(entry["/URI"]))
    return found


def text_of_pdf(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


@pytest.fixture(autouse=True)
def _blocked(django_db_blocker: Any) -> Any:
    with django_db_blocker.unblock():
        yield


def exported(world: PoisonedWorld, tmp_path: Path, name: str) -> bytes:
    out = tmp_path / f"record.{name}"
    call_command("export_records", campus="north", record_format=name, output=out, verbosity=0)
    return out.read_bytes()


def test_tables_of_the_record_hold_no_formula(world: PoisonedWorld, tmp_path: Path) -> None:
    table, sheet = exported(world, tmp_path, "csv"), exported(world, tmp_path, "xlsx")

    assert formulas_in_csv(table) == []
    assert formulas_in_xlsx(sheet) == []
    assert MARK in table.decode()


def test_entries_of_the_record_hold_no_formula(world: PoisonedWorld, tmp_path: Path) -> None:
    assert formulas_in_csv(exported(world, tmp_path, "entries")) == []


def test_tables_of_the_gradebook_hold_no_formula(world: PoisonedWorld) -> None:
    book = book_of(next(iter(world.cohorts.values())))

    data = b"".join(csv_blocks(book))
    assert formulas_in_csv(data) == []
    assert formulas_in_xlsx(b"".join(xlsx_blocks(book))) == []
    assert any(MARK in from_csv_cell(cell) for cell in cells_of_csv(data))


def test_the_record_as_pdf_holds_text_only(world: PoisonedWorld, tmp_path: Path) -> None:
    data = exported(world, tmp_path, "pdf")

    assert actions_in_pdf(data) == []
    assert MARK in text_of_pdf(data)
    assert PRODUCT not in text_of_pdf(data)
    assert "root:" not in text_of_pdf(data)


def test_a_packet_holds_text_only(world: PoisonedWorld, tmp_path: Path) -> None:
    out = tmp_path / "packet.zip"
    student = world.people["north student"]
    Certificate.objects.filter(student=student.public_id)._raw_delete("default")  # the world's has no file, so no packet could be built
    call_command("build_packet", student.email, "--scheme", "doj-partial-initial", "--draft", "-o", str(out), verbosity=0)

    with zipfile.ZipFile(out) as archive:
        names = archive.namelist()
        pdfs = {name: archive.read(name) for name in names if name.endswith(".pdf")}
    assert not any(".." in name or name.startswith(("/", "\\")) or "\n" in name for name in names)
    assert pdfs
    assert {name: actions_in_pdf(data) for name, data in pdfs.items() if actions_in_pdf(data)} == {}
    assert not any(PRODUCT in text_of_pdf(data) for data in pdfs.values())


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_letter_keeps_its_head(world: PoisonedWorld, payload: str) -> None:
    """What somebody wrote stands in a letter's subject, its text and its HTML, whose styles stand inside as mail programs want them."""
    mail.outbox.clear()
    queue_letter(
        to="ana@north.example", subject=payload, template="account_changed",
        context={"sentence": payload, "action_url": "https://pathway.example/", "action_label": payload},
    )  # fmt: skip
    run_due(once=False)

    letter = next(one for one in mail.outbox if one.to == ["ana@north.example"])
    message = letter.message()
    assert "\n" not in letter.subject
    assert message["To"] == "ana@north.example"
    assert not {"bcc", "x-injected"} & {name.lower() for name in message}
    assert [fault for part in letter.alternatives for fault in faults_in(str(part.content)) if fault != "a style inside the page"] == []


def test_letters_of_notices_hold(world: PoisonedWorld) -> None:
    mail.outbox.clear()
    for payload in PAYLOADS:
        notify(world.people["north student"], "curriculum.announced", subject_line=payload, text=payload, url="/announcements/", key=payload[:100])
    run_due(once=False)

    assert len(mail.outbox) > 0
    assert all("\n" not in letter.subject and "bcc" not in {name.lower() for name in letter.message()} for letter in mail.outbox)
