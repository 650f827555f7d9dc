"""Options keep their frozen order, and none is ever lost from a page."""

import pytest

from lms.questions.errors import InvalidResponse
from lms.questions.options import Option, feedback_of, in_order, known_option, said_options

OPTIONS = [Option(id=key, text=f"Text {key}", correct=False, feedback=key if key != "b" else "") for key in "abc"]


@pytest.mark.parametrize(
    ("order", "shown"),
    [([], "abc"), (["c", "a", "b"], "cab"), (["c"], "cab"), (["zz", "b"], "bac")],
)
def test_options_stand_in_the_frozen_order_and_none_is_lost(order: list[str], shown: str) -> None:
    assert "".join(option.id for option in in_order(OPTIONS, order)) == shown


@pytest.mark.parametrize("forged", ["d", "A", "а", "a ", "", None, True, 0, ["a"], {"a": 1}])
def test_a_forged_choice_is_refused(forged: object) -> None:
    with pytest.raises(InvalidResponse, match="does not belong to this question"):
        known_option(OPTIONS, forged)


def test_feedback_is_named_for_what_was_chosen_and_has_any() -> None:
    assert feedback_of(OPTIONS, ["c", "b", "a"]) == ("options.a.feedback", "options.c.feedback")


def test_chosen_options_are_said_in_written_order() -> None:
    assert said_options(OPTIONS, ["c", "a"]) == "Text a; Text c"
    assert said_options(OPTIONS, []) == "–"
