"""The gradebook as a file: CSV in blocks as it is read, Excel through a file on disk. Neither grows in memory with the cohort.

Who may is asked by the view and by the task that call this.
"""

import csv
import io
import tempfile
from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, TYPE_STRING

from assessments.queries.gradebook import Book, Cell, Line, every_line, students_in
from lms.core.spreadsheet import csv_cells

BLOCK = 64 * 1024
Told = Callable[[int], None]
"""Is told how many students are done."""


def untold(done: int) -> None:
    """For who does not ask."""


def heading(book: Book) -> list[str]:
    return ["student", "email", *(activity.page.title for activity in book.activities), "overall_percent", "overall_exact"]


def values(line: Line) -> list[str | int | None]:
    """Percentages rounded down; the overall result also as the exact fraction it is."""
    share = line.overall.share
    student = line.enrollment.student
    whole = None if share is None else int(share * 100)
    return [student.legal_name, student.email, *(_value(cell) for cell in line.cells), whole, None if share is None else str(share)]


def _value(cell: Cell) -> str | int | None:
    if cell.status == "exempt":
        return "exempt"
    return cell.score.percent if cell.score else None


def csv_blocks(book: Book, told: Told = untold) -> Iterator[bytes]:
    """The file in blocks of about 64 KB, from one moment of the database."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(csv_cells(heading(book)))
    yield _taken(file)  # at once, so that the browser sees that it comes
    with transaction.atomic():
        for done, line in enumerate(every_line(book, students_in(book.cohort))):
            told(done)
            writer.writerow(csv_cells(values(line)))
            if file.tell() >= BLOCK:
                yield _taken(file)
    yield _taken(file)


def _taken(file: io.StringIO) -> bytes:
    """What was written since the last time."""
    text = file.getvalue()
    file.seek(0)
    file.truncate()
    return text.encode()


def xlsx_blocks(book: Book, told: Told = untold) -> Iterator[bytes]:
    """An Excel workbook, written row by row to a temporary file and sent from there in blocks."""
    made = Workbook(write_only=True)
    sheet = made.create_sheet("Gradebook")
    sheet.freeze_panes = "C2"
    sheet.append([_text(sheet, name) for name in heading(book)])
    with transaction.atomic():
        for done, line in enumerate(every_line(book, students_in(book.cohort))):
            told(done)
            sheet.append([_text(sheet, value) if isinstance(value, str) else value for value in values(line)])
    with tempfile.TemporaryFile() as file:
        made.save(file)
        file.seek(0)
        while block := file.read(BLOCK):
            yield block


FILES = {
    "csv": (csv_blocks, "text/csv; charset=utf-8"),
    "xlsx": (xlsx_blocks, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def _text(sheet: Any, value: str) -> Any:
    """A cell that is text whatever it begins with."""
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("\ufffd", value))
    cell.data_type = TYPE_STRING
    return cell
