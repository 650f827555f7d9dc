"""Forms say one thing, several, nothing, or do not speak of a question at all; the four are kept apart."""

import pytest
from django.http import QueryDict

from lms.questions.errors import InvalidResponse
from lms.questions.responses import many_values, one_value, only, was_sent


@pytest.mark.parametrize(
    ("form", "expected"),
    [({}, False), ({"q1": []}, True), ({"q1": [""]}, True), ({"q1-part": ["x"]}, True), ({"q10": ["x"]}, False), ({"xq1": ["x"]}, False)],
)
def test_a_form_speaks_of_a_question_when_it_has_its_field_or_a_part(form: dict[str, list[str]], expected: bool) -> None:
    assert was_sent(form, "q1") is expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [([], None), ([""], None), (["", "a"], "a"), (["a", "a"], "a"), (["a", "b"], ["a", "b"])],
)
def test_one_value_is_only_taken_when_it_is_the_only_one(values: list[str], expected: object) -> None:
    assert one_value({"q1": values}, "q1") == expected


def test_many_values_leave_the_empty_field_out() -> None:
    assert many_values({"q1": ["", "b", "a"]}, "q1") == ["b", "a"]


def test_django_forms_keep_every_value() -> None:
    assert many_values(QueryDict("q1=&q1=b&q1=a"), "q1") == ["b", "a"]


@pytest.mark.parametrize("response", [None, [], "x", {}, {"x": 1}, {"text": 1, "x": 1}, {1: 2}])
def test_a_response_of_another_shape_is_refused(response: object) -> None:
    with pytest.raises(InvalidResponse, match="does not have the shape"):
        only(response, "text")


def test_the_only_field_is_handed_on_unread() -> None:
    assert only({"text": [1]}, "text") == [1]
