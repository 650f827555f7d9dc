"""Reading a list of students: a CSV file or the first sheet of an Excel file, one student a line.

The first line names the columns: ``email``, ``first name`` and ``last name``, in any order and case; other columns are ignored.
"""

import csv
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from lms.core.errors import Invalid

LARGEST = 2_000_000
MOST_LINES = 2_000
NAMES = {"email": ("email", "e-mail", "email address"), "first": ("first name", "legal first name"), "last": ("last name", "legal last name")}


@dataclass(frozen=True)
class Listed:
    """One student as the file names them; ``line`` counts from 1, the heading included."""

    line: int
    email: str
    first_name: str
    last_name: str


def read_roster(path: Path) -> list[Listed]:
    """The students a file lists, in order. Raises ``Invalid`` with a sentence for what cannot be read at all."""
    lines = list(_lines(path))
    if not lines:
        raise Invalid(f"{path.name} is empty.")
    columns = _columns(path, lines[0])
    students = [_listed(number, cells, columns) for number, cells in enumerate(lines[1:], start=2) if any(cell.strip() for cell in cells)]
    if len(students) > MOST_LINES:
        raise Invalid(f"{path.name} lists {len(students)} people. Enroll at most {MOST_LINES} at a time.")
    return students


def _lines(path: Path) -> Iterable[list[str]]:
    try:
        data = path.read_bytes()
    except OSError:
        raise Invalid(f"{path.name} cannot be read.") from None
    return table_lines(path.name, data)


def table_lines(name: str, data: bytes) -> list[list[str]]:
    """The lines of a CSV file or of the first sheet of an Excel file, every cell as text. Raises ``Invalid`` with a sentence for what is neither."""
    if len(data) > LARGEST:
        raise Invalid(f"{name} is larger than 2 MB.")
    if name.lower().endswith(".xlsx"):
        return _sheet(name, data)
    if name.lower().endswith(".csv"):
        return _csv(name, data)
    raise Invalid(f"{name} is neither a .csv nor an .xlsx file.")


def _csv(name: str, data: bytes) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        raise Invalid(f"{name} is not a CSV file in UTF-8. Save it again as “CSV UTF-8”.") from None


def _sheet(name: str, data: bytes) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > 20 * LARGEST:
                raise Invalid(f"{name} unpacks to more than 40 MB.")
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        return [[_text(cell) for cell in row] for row in book.worksheets[0].iter_rows(values_only=True, max_row=MOST_LINES + 2)]
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, IndexError):
        raise Invalid(f"{name} is not an Excel file (.xlsx).") from None


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell)


def _columns(path: Path, heading: list[str]) -> dict[str, int]:
    words = [" ".join(cell.replace("_", " ").lower().split()) for cell in heading]
    found = {name: next((place for place, word in enumerate(words) if word in known), None) for name, known in NAMES.items()}
    if found["email"] is None:
        raise Invalid(f"{path.name}, line 1: no column is called “email”. The first line names the columns: email, first name, last name.")
    return {name: place for name, place in found.items() if place is not None}


def _listed(number: int, cells: list[str], columns: dict[str, int]) -> Listed:
    value = {name: cells[place].strip() if place < len(cells) else "" for name, place in columns.items()}
    return Listed(number, value["email"].lower(), value.get("first", ""), value.get("last", ""))
