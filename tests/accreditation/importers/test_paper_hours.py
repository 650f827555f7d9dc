"""Lists of hours on paper: every way a line may be written, and every way it may be wrong."""

import io
from datetime import date

import pytest
from openpyxl import Workbook

from accreditation.importers.paper_hours import read_paper_hours
from lms.core.errors import Invalid
from tests.factories.hours import COLUMNS, paper

TOPICS = {"asylum": "Asylum", "ethics_upl": "Ethics"}
LINE = "a@x.example,Course,College,law_and_skills,2024-09-14,9/15/2024,91,in person,Asylum; ethics_upl"


def test_a_line_is_read_by_keys_and_by_labels() -> None:
    (line,) = read_paper_hours("a.csv", paper(LINE), TOPICS)

    assert (line.number, line.email, line.first_on, line.last_on, line.mode) == (2, "a@x.example", date(2024, 9, 14), date(2024, 9, 15), "in_person")
    assert line.topics == {"asylum": 46, "ethics_upl": 45}


def test_a_workbook_says_the_same() -> None:
    book, file = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.append([word.upper() for word in COLUMNS.split(",")] + ["Kind"])
    sheet.append(["A@x.example", "Course", "College", "", date(2024, 9, 14), date(2024, 9, 14), 91, "Hybrid", "asylum: 61; ethics_upl: 30", "Skills"])
    book.save(file)

    (line,) = read_paper_hours("a.xlsx", file.getvalue(), TOPICS)

    assert (line.minutes, line.first_on, line.topics, line.category, line.track) == (91, date(2024, 9, 14), {"asylum": 61, "ethics_upl": 30}, "skills", "")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (",91,", ",-5,", "no whole number of minutes"),
        (",91,", ",0,", "no whole number of minutes"),
        (",91,", ",1.5,", "no whole number of minutes"),
        (",91,", ",²,", "no whole number of minutes"),
        ("2024-09-14", "yesterday", "no date"),
        ("2024-09-14", "2024-02-30", "no date"),
        ("in person", "dreaming", "no mode"),
        ("Asylum; ethics_upl", "Cooking", "no topic called “Cooking”"),
        ("Asylum; ethics_upl", "asylum: 50; ethics_upl: 50", "add up to 100 min"),
        ("Asylum; ethics_upl", "asylum: 50; ethics_upl", "of every topic, or of none"),
        ("Asylum; ethics_upl", ";", "topics are missing"),
        ("College", "", "the provider is missing"),
        ("College", "x" * 256, "at most 255"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(old: str, new: str, sentence: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_paper_hours("a.csv", paper(LINE, LINE.replace(old, new)), TOPICS)

    assert refused.value.sentences[0].startswith("Line 3: ")
    assert sentence in refused.value.sentences[0]


@pytest.mark.parametrize(("data", "sentence"), [(b"", "is empty"), (COLUMNS.encode(), "no line below"), (b"email,minutes\na,b\n", "no column is called")])
def test_a_file_that_is_no_list_is_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        read_paper_hours("a.csv", data, TOPICS)


def test_a_list_has_an_end() -> None:
    with pytest.raises(Invalid, match="at most 2,000"):
        read_paper_hours("a.csv", paper(*[LINE] * 2001), TOPICS)
