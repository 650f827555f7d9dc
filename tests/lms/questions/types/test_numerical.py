"""Number: read exactly, paid by the nearest accepted one, and the same in every unit."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.questions.errors import InvalidContent, InvalidResponse
from lms.questions.types.numerical import Numerical, NumericalContent, read_number

TYPE = Numerical()
UNITS = [{"id": "days", "text": "days", "factor": "1"}, {"id": "months", "text": "months", "factor": "30"}, {"id": "years", "text": "years", "factor": "365"}]


def content(*accepted: dict[str, Any], **more: Any) -> NumericalContent:
    return TYPE.validate_content({"accepted": list(accepted) or [{"number": "180"}], **more})


def share(question: NumericalContent, number: str, unit: str | None = None) -> Fraction | None:
    response = {"number": number} | ({} if unit is None else {"unit": unit})
    return TYPE.grade(question, TYPE.normalize(question, response)).fraction


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("180", Fraction(180)), ("1,095", Fraction(1095)), ("1 095", Fraction(1095)), ("-2.5", Fraction(-5, 2)),
        ("−2.5", Fraction(-5, 2)), (".5", Fraction(1, 2)),
        ("0.1", Fraction(1, 10)), ("3/4", Fraction(3, 4)), ("$1,440", Fraction(1440)), (" 42 ", Fraction(42)),
        ("", None), ("many", None), ("1,2,3", None), ("10,95", None), ("1e3", None), ("3/0", None),
        ("180 days", None), ("0x10", None), ("1.", None), ("--1", None),
    ],
)  # fmt: skip
def test_a_number_is_read_exactly_or_not_at_all(text: str, number: Fraction | None) -> None:
    assert read_number(text) == number


@given(st.integers(-(10**15), 10**15), st.integers(0, 6))
def test_what_is_written_is_what_is_read(whole: int, places: int) -> None:
    text = f"{'-' if whole < 0 else ''}{abs(whole) // 10**places}" + (f".{abs(whole) % 10**places:0{places}d}" if places else "")

    assert read_number(text) == Fraction(whole, 10**places)


def test_a_tolerance_holds_its_own_edge() -> None:
    within = content({"number": "10", "tolerance": "0.1"})

    assert [share(within, text) for text in ("9.9", "10.1", "10.1000001", "9.89")] == [1, 1, 0, 0]


def test_a_tolerance_in_percent_is_of_the_number() -> None:
    within = content({"number": "-200", "tolerance": "5", "tolerance_is": "percent"})

    assert [share(within, text) for text in ("-190", "-210", "-211", "200")] == [1, 1, 0, 0]


def test_the_nearest_accepted_number_decides() -> None:
    near = content({"number": "180"}, {"number": "150", "tolerance": "40", "percent": 50})

    assert [share(near, text) for text in ("180", "179", "190", "191")] == [1, Fraction(1, 2), Fraction(1, 2), 0]


@pytest.mark.parametrize(
    ("number", "unit", "paid"), [("1095", "days", 1), ("3", "years", 1), ("36.5", "months", 1), ("3", "days", 0), ("1095", "", Fraction(1, 2))]
)
def test_units_are_worth_their_factor(number: str, unit: str, paid: Fraction) -> None:
    question = content({"number": "1095"}, units=UNITS, percent_without_unit=50)

    assert share(question, number, unit) == paid


@given(st.fractions(0, 1000, max_denominator=50))
def test_more_tolerance_never_pays_less(number: Fraction) -> None:
    text = f"{number.numerator}/{number.denominator}"
    shares = [share(content({"number": "500", "tolerance": str(width)}), text) or 0 for width in (0, 1, 50, 1000)]

    assert shares == sorted(shares)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"accepted": [{"number": "many"}]}, "“many” is not a number"),
        ({"accepted": [{"number": "1", "percent": 50}]}, "at least one accepted number must earn 100 percent"),
        ({"accepted": [{"number": "1"}], "units": UNITS[:1]}, "a choice of units needs at least two"),
        ({"accepted": [{"number": "1"}], "units": UNITS[::-1]}, "the first unit is the one that accepted numbers are written in"),
        ({"accepted": [{"number": "1"}], "units": [*UNITS, UNITS[0]]}, "two units have the same id, days"),
    ],
)
def test_what_cannot_be_answered_is_refused(data: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InvalidContent) as refused:
        TYPE.validate_content(data)

    assert sentence.lower() in str(refused.value).lower()


@pytest.mark.parametrize(
    "response", [{"number": 180}, {"number": "1", "unit": "weeks"}, {"number": "1", "unit": None}, {"unit": "days"}, {"number": "9" * 61}, []]
)
def test_a_forged_answer_is_refused(response: Any) -> None:
    with pytest.raises(InvalidResponse):
        TYPE.normalize(content(units=UNITS), response)


@pytest.mark.parametrize(
    ("number", "unit", "said"),
    [
        ("180", "days", ["The number is accepted: full points."]),
        ("180", "", ["The number is accepted: 1/2 of the points.", "No unit was chosen."]),
        ("181", "days", ["The number is not within what is accepted: no points."]),
        ("many", "days", ["The answer is not a number: no points."]),
        ("", "", ["No answer was given: no points."]),
    ],
)
def test_the_mark_is_explained_without_telling_the_number(number: str, unit: str, said: list[str]) -> None:
    question = content(units=UNITS, percent_without_unit=50)
    response = TYPE.normalize(question, {"number": number, "unit": unit})

    assert TYPE.explain(question, response, TYPE.grade(question, response)) == said


def test_one_is_told_before_submitting_what_cannot_be_read() -> None:
    question = content(units=UNITS)

    assert TYPE.warnings(question, {"number": "about 30", "unit": "days"}) == ["“about 30” is not a number we can read. Write digits, as in 1,095 or 2.5."]
    assert TYPE.warnings(question, {"number": "30", "unit": ""}) == ["You have not chosen a unit."]
    assert TYPE.warnings(question, {"number": "30", "unit": "days"}) == []


def test_a_form_sends_number_and_unit() -> None:
    assert TYPE.parse({"q1": ["6"], "q1-unit": ["months"]}, "q1") == {"number": "6", "unit": "months"}
    assert TYPE.parse({"q1": [""]}, "q1") == {"number": ""}
    assert TYPE.parse({"q2": ["6"]}, "q1") is None


def test_the_key_says_how_near_is_near_enough() -> None:
    question = content({"number": "180", "tolerance": "5", "tolerance_is": "percent"}, units=UNITS)

    assert TYPE.key_view(question) == {"accepted": [{"text": "180 days, give or take 5 percent", "percent": 100}]}


@pytest.mark.parametrize("text", ["٣٠", "３０", "३०"])
def test_figures_of_other_scripts_are_numbers(text: str) -> None:
    assert read_number(text) == 30
