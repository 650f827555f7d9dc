"""True or false: the value itself, never something that merely looks like it."""

from fractions import Fraction

import pytest

from lms.questions.errors import InvalidResponse
from lms.questions.types.true_false import TrueFalse

TYPE = TrueFalse()
FALSE = TYPE.validate_content({"answer": False, "feedback_true": "Read it again", "feedback_false": ""})


@pytest.mark.parametrize(
    ("value", "fraction", "said"),
    [
        (False, Fraction(1), "The statement was judged rightly: full points."),
        (True, Fraction(0), "The statement was judged wrongly: no points."),
        (None, Fraction(0), "The statement was not judged: no points."),
    ],
)
def test_the_right_judgment_earns_everything(value: bool | None, fraction: Fraction, said: str) -> None:
    response = {"value": value}

    grade = TYPE.grade(FALSE, response)

    assert grade.fraction == fraction
    assert TYPE.explain(FALSE, response, grade) == [said]


@pytest.mark.parametrize(("value", "feedback"), [(True, ("feedback_true",)), (False, ()), (None, ())])
def test_feedback_speaks_to_what_was_answered_where_there_is_any(value: bool | None, feedback: tuple[str, ...]) -> None:
    assert TYPE.grade(FALSE, {"value": value}).feedback == feedback


@pytest.mark.parametrize(("sent", "value"), [("true", True), ("false", False), ("", None)])
def test_a_form_sends_a_word(sent: str, value: bool | None) -> None:
    assert TYPE.normalize(FALSE, TYPE.parse({"q1": ["", sent]}, "q1")) == {"value": value}


@pytest.mark.parametrize("value", ["true", "True", "on", "", 0, 1, [], [True], 1.0])
def test_what_only_looks_like_an_answer_is_refused(value: object) -> None:
    with pytest.raises(InvalidResponse):
        TYPE.normalize(FALSE, {"value": value})


def test_the_two_views_differ_by_the_key() -> None:
    assert TYPE.public_view(FALSE) == {"options": [{"id": "true", "html": "True"}, {"id": "false", "html": "False"}]}
    assert TYPE.key_view(FALSE) == {
        "options": [
            {"id": "true", "html": "True", "correct": False, "feedback_html": "Read it again"},
            {"id": "false", "html": "False", "correct": True, "feedback_html": ""},
        ]
    }


def test_statistics_count_both_values() -> None:
    counted = TYPE.statistics(FALSE, [{"value": True}, {"value": True}, {"value": None}])

    assert counted == {"responses": 3, "answered": 2, "counts": {"true": 2, "false": 0}}


def test_the_answer_in_one_line_is_the_word() -> None:
    assert [TYPE.summarize(FALSE, {"value": value}) for value in (True, False, None)] == ["True", "False", "–"]
