"""A form is checked field by field, each in its own way."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.questions.errors import InvalidContent, InvalidResponse
from lms.questions.types.form_filling import FormFilling, read_date
from tests.lms.questions.samples import form

KIND = FormFilling()
CONTENT = KIND.validate_content(form())


def graded(**fields: str):
    return KIND.grade(CONTENT, KIND.normalize(CONTENT, {"fields": fields}))


def test_each_field_counts_the_same_and_a_blank_can_be_right() -> None:
    assert graded(name="Amina Diallo", born="March 8, 1994", ssn="", sex="Female").fraction == 1
    assert graded(name="Amina Dialo", born="08/03/1994", ssn="123", sex="Male").fraction == Fraction(1, 4)


def test_an_empty_form_earns_nothing_although_a_blank_field_is_right() -> None:
    assert graded().fraction == 0


@pytest.mark.parametrize("text", ["1994-03-08", "3/8/1994", "03-08-1994", "March 8, 1994", "Mar. 8 1994", "8 march 1994"])
def test_dates_are_read_as_people_write_them(text: str) -> None:
    assert graded(born=text, name="Amina Diallo").parts[1].fraction == 1


@pytest.mark.parametrize("text", ["8/3/1994", "1994", "3/8/94", "02/30/1994", "13/01/1994", "Foo 1, 2020"])
def test_other_dates_and_no_dates_are_wrong(text: str) -> None:
    assert graded(born=text, name="x").parts[1].fraction == 0


def test_only_wrong_fields_are_explained_and_named() -> None:
    answer = {"name": "Amina Diallo", "born": "1990-01-01", "sex": "Female"}
    grade = graded(**answer)

    assert grade.feedback == ("fields.born.explanation",)
    assert KIND.explain(CONTENT, KIND.normalize(CONTENT, {"fields": answer}), grade)[1] == "Look again at: “Date of birth”."
    assert KIND.markdown_fields(CONTENT)["fields.born.explanation"] == "**Date of birth.** The month first."


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"check": "date", "accepted": ["soon"]}, "not a date"),
        ({"check": "number", "accepted": ["many"]}, "not a number"),
        ({"check": "choice", "accepted": ["x"]}, "a choice needs options"),
        ({"check": "choice", "options": ["a"], "accepted": ["x"]}, "must be among the options"),
        ({"options": ["a"]}, "only a choice has them"),
        ({"accepted": []}, "it needs 1 or more"),
    ],
)
def test_a_field_that_nobody_could_answer_is_refused(change: dict, sentence: str) -> None:
    field = {"id": "f", "label": "Field", "accepted": ["x"], **change}

    with pytest.raises(InvalidContent) as wrong:
        KIND.validate_content({"form": "A form", "fields": [field]})

    assert sentence in str(wrong.value)


@pytest.mark.parametrize("response", [{"fields": {"other": "x"}}, {"fields": []}, {"fields": {"sex": "Neither listed"}}, {"fields": {"name": 3}}, {}])
def test_an_answer_of_another_shape_is_refused(response: dict) -> None:
    with pytest.raises(InvalidResponse):
        KIND.normalize(CONTENT, response)


@given(st.dates())
def test_every_day_is_read_back_from_each_way_of_writing_it(day) -> None:
    written = [day.isoformat(), f"{day.month:02d}/{day.day:02d}/{day.year:04d}", f"{day:%B} {day.day}, {day.year:04d}", f"{day.day} {day:%b} {day.year:04d}"]

    assert [read_date(text) for text in written] == [day] * 4


@pytest.mark.parametrize("text", ["Junk 8, 1994", "Decline 3, 2024", "8 Marvel 1994"])
def test_a_word_that_only_begins_like_a_month_is_no_month(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize("text", ["Sept 8, 1994", "Sep. 8, 1994", "8 september 1994"])
def test_months_are_read_by_their_names_and_usual_abbreviations(text: str) -> None:
    read = read_date(text)
    assert read is not None
    assert read.isoformat() == "1994-09-08"


@pytest.mark.parametrize("option", ["Yes ", "Jose\u0301", "a\r\nb"])
def test_an_option_can_be_chosen_as_it_is_written(option: str) -> None:
    content = KIND.validate_content({"form": "G-28", "fields": [{"id": "f", "label": "L", "check": "choice", "options": [option, "No"], "accepted": [option]}]})

    assert KIND.grade(content, KIND.normalize(content, {"fields": {"f": option}})).fraction == 1
