"""The options of a gap, as pages show them."""

import pytest

from lms.questions.gaps import ChoiceGap, NumberGap, options_of, public_options
from tests.lms.questions.samples import gap_options, page_name

CHOICE = ChoiceGap.model_validate({"id": "who", "kind": "choice", "options": gap_options("judge")})
NUMBER = NumberGap.model_validate({"id": "days", "kind": "number", "accepted": [{"number": "30", "tolerance": "2"}]})


def test_only_a_choice_has_options() -> None:
    assert [option.id for option in options_of(CHOICE)] == ["judge", "officer", "clerk", "sheriff"]
    assert options_of(NUMBER) == []


def test_options_stand_in_the_frozen_order_and_carry_no_key() -> None:
    shown = public_options(CHOICE, ["gaps.who.sheriff", "gaps.days.judge", "gaps.who.clerk"])

    assert [option["id"] for option in shown] == ["sheriff", "clerk", "judge", "officer"]
    assert shown[0] == {"id": "sheriff", "page_id": page_name("the sheriff"), "text": "the sheriff"}


@pytest.mark.parametrize(("gap", "told"), [(CHOICE, "the judge"), (NUMBER, "30, give or take 2")])
def test_what_is_accepted_is_told_in_words(gap: ChoiceGap | NumberGap, told: str) -> None:
    assert gap.told() == [{"text": told, "percent": 100}]
