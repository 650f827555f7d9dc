"""Single choice: exactly one right option, full points or none."""

from fractions import Fraction

import pytest

from lms.questions.errors import InvalidResponse
from lms.questions.types.single_choice import SingleChoice
from tests.lms.questions.samples import options

TYPE = SingleChoice()
CONTENT = TYPE.validate_content({"options": options("b")})


@pytest.mark.parametrize(
    ("choice", "fraction", "said"),
    [
        ("b", Fraction(1), "The right option was chosen: full points."),
        ("a", Fraction(0), "The chosen option is not the right one: no points."),
        (None, Fraction(0), "No option was chosen: no points."),
    ],
)
def test_the_right_option_earns_everything(choice: str | None, fraction: Fraction, said: str) -> None:
    response = {"choice": choice}

    grade = TYPE.grade(CONTENT, response)

    assert grade.fraction == fraction
    assert TYPE.explain(CONTENT, response, grade) == [said]


def test_feedback_speaks_to_what_was_chosen() -> None:
    assert TYPE.grade(CONTENT, {"choice": "c"}).feedback == ("options.c.feedback",)
    assert TYPE.grade(CONTENT, {"choice": None}).feedback == ()


@pytest.mark.parametrize("choice", ["z", "B", "", True, 1, ["b"], {"b": True}])
def test_a_forged_option_is_refused(choice: object) -> None:
    with pytest.raises(InvalidResponse):
        TYPE.normalize(CONTENT, {"choice": choice})


def test_a_form_sends_the_chosen_id_beside_the_empty_field() -> None:
    assert TYPE.parse({"q1": ["", "b"]}, "q1") == {"choice": "b"}


def test_the_public_view_has_ids_and_html_in_the_frozen_order() -> None:
    view = TYPE.public_view(CONTENT, ["e", "d", "c", "b", "a"], {"options.a.text": "<p><em>A</em></p>"})

    assert [option["id"] for option in view["options"]] == ["e", "d", "c", "b", "a"]
    assert view["options"][-1] == {"id": "a", "html": "<em>A</em>"}


def test_the_key_view_tells_what_is_right_and_why() -> None:
    key = TYPE.key_view(CONTENT, ["b", "a", "c", "d", "e"])

    assert key["options"][0] == {"id": "b", "html": "Text of b", "correct": True, "feedback_html": "Feedback of b"}
    assert [option["correct"] for option in key["options"]] == [True, False, False, False, False]


def test_statistics_count_each_option() -> None:
    counted = TYPE.statistics(CONTENT, [{"choice": "a"}, {"choice": "b"}, {"choice": "b"}, {"choice": None}])

    assert counted == {"responses": 4, "answered": 3, "counts": {"a": 1, "b": 2, "c": 0, "d": 0, "e": 0}}


def test_the_answer_in_one_line_is_the_options_text() -> None:
    assert TYPE.summarize(CONTENT, {"choice": "b"}) == "Text of b"
    assert TYPE.summarize(CONTENT, {"choice": None}) == "–"
