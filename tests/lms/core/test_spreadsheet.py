"""Cells a spreadsheet program will not run, and back."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.core.spreadsheet import csv_cell, csv_cells, from_csv_cell

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "'=1"])
def test_a_formula_gets_a_leading_apostrophe(text: str) -> None:
    assert csv_cell(text) == "'" + text


@pytest.mark.parametrize(("value", "cell"), [(-5, -5), (0, 0), (None, ""), ("007", "007"), ("", "")])
def test_numbers_and_plain_text_stay_as_they_are(value: object, cell: object) -> None:
    assert csv_cell(value) == cell  # type: ignore[arg-type]


@given(TEXT)
def test_reading_back_gives_the_text_that_was_written(text: str) -> None:
    file = io.StringIO(newline="")
    csv.writer(file).writerow([csv_cell(text), "end"])

    row = next(csv.reader(io.StringIO(file.getvalue(), newline="")))

    assert from_csv_cell(row[0]) == text


@given(st.lists(st.none() | st.integers() | st.text() | st.sampled_from(["=1", "'", "\0", "\t\0", "-1.00", ""])))
def test_a_row_of_cells_is_written_as_its_cells_are(values: list[str | int | None]) -> None:
    written = [io.StringIO(newline=""), io.StringIO(newline="")]
    csv.writer(written[0]).writerow([csv_cell(value) for value in values])
    csv.writer(written[1]).writerow(csv_cells(values))

    assert written[1].getvalue() == written[0].getvalue()
