"""Ordering: never shown in the right order, and marked by one of three rules."""

import re
from fractions import Fraction
from itertools import permutations
from typing import Any, get_args

import pytest
from django.template.loader import render_to_string
from hypothesis import assume, given
from hypothesis import strategies as st

from lms.questions.errors import InvalidContent, InvalidResponse
from lms.questions.types.ordering import Ordering, OrderingContent, Scoring
from tests.lms.questions.samples import page_name, steps

TYPE = Ordering()
CONTENT = TYPE.validate_content(steps())
RULES = get_args(Scoring)
ORDER = "nbhao"
PLACES = st.dictionaries(st.sampled_from(ORDER), st.integers(1, 5))
ORDERS = st.permutations(ORDER).map("".join)


def places(order: str) -> dict[str, int]:
    """The places that ``order`` gives; “-” is a place left free."""
    return {step: place for place, step in enumerate(order, start=1) if step != "-"}


def share(content: OrderingContent, given: dict[str, int]) -> Fraction:
    fraction = TYPE.grade(content, TYPE.normalize(content, {"places": given})).fraction
    assert fraction is not None
    return fraction


def by(rule: str, order: str = ORDER) -> OrderingContent:
    return TYPE.validate_content(steps(order, scoring=rule))


@pytest.mark.parametrize(
    ("order", "all_or_nothing", "by_position", "by_pairs"),
    [
        ("nbhao", 1, 1, 1),
        ("bhaon", 0, 0, Fraction(3, 4)),
        ("bnhao", 0, Fraction(3, 5), Fraction(1, 2)),
        ("oahbn", 0, Fraction(1, 5), 0),
        ("nbh--", 0, Fraction(3, 5), Fraction(1, 2)),
        ("-----", 0, 0, 0),
    ],
)
def test_the_worked_example_of_the_documentation(order: str, all_or_nothing: int, by_position: Fraction, by_pairs: Fraction) -> None:
    assert [share(by(rule), places(order)) for rule in RULES] == [all_or_nothing, by_position, by_pairs]


@given(PLACES, ORDERS, st.sampled_from(RULES))
def test_only_the_key_earns_everything(given: dict[str, int], order: str, rule: str) -> None:
    content = by(rule, order)

    assert share(content, places(order)) == 1
    assert 0 <= share(content, given) <= 1
    assert (share(content, given) == 1) == (given == places(order))


@given(st.sampled_from(ORDER), st.integers(1, 5), st.sampled_from(RULES))
def test_one_place_for_everything_earns_nothing(spared: str, place: int, rule: str) -> None:
    assert share(by(rule), dict.fromkeys(ORDER.replace(spared, ""), place)) == 0


@given(PLACES, st.sampled_from(ORDER))
def test_by_position_one_more_step_in_its_place_never_costs(given: dict[str, int], step: str) -> None:
    place = places(ORDER)[step]
    free = {key: at for key, at in given.items() if at != place or key == step}

    assert share(by("by_position"), free | {step: place}) >= share(by("by_position"), free)


@given(st.integers(-4, 4))
def test_by_pairs_a_run_that_stands_elsewhere_keeps_its_pairs(shift: int) -> None:
    shifted = {step: place + shift for step, place in places(ORDER).items() if 1 <= place + shift <= 5}

    assert share(by("by_pairs"), shifted) == Fraction(max(0, len(shifted) - 1), 4)


@given(PLACES, st.randoms())
def test_the_order_in_which_places_are_given_changes_nothing(given: dict[str, int], chance: Any) -> None:
    rows = list(given.items())
    chance.shuffle(rows)

    once = TYPE.normalize(CONTENT, {"places": dict(rows)})

    assert TYPE.normalize(CONTENT, once) == once == {"places": given}


@given(ORDERS, st.none() | st.integers(), st.booleans())
def test_the_right_order_is_never_shown(order: str, seed: int | None, shuffle: bool) -> None:
    content = by("by_position", order)
    frozen = [] if seed is None else TYPE.option_order(content, shuffle=shuffle, seed=seed)

    shown = [step["id"] for step in TYPE.public_view(content, frozen)["steps"]]

    assert sorted(shown) == sorted(order)
    assert shown != list(order)
    assert seed is None or shown == frozen


@given(ORDERS, st.none() | st.integers())
def test_the_public_view_moves_with_the_key_only_where_it_would_show_it(order: str, seed: int | None) -> None:
    other = by("by_position", order)
    orders = [[] if seed is None else TYPE.option_order(content, shuffle=True, seed=seed) for content in (CONTENT, other)]
    views = [TYPE.public_view(content, frozen) for content, frozen in zip((CONTENT, other), orders, strict=True)]
    shown = [[step["id"] for step in view["steps"]] for view in views]
    assume(shown[0] != list(order) and shown[1] != list(ORDER))

    assert views[0] == views[1]


def test_of_three_steps_every_wrong_order_is_shown_to_somebody() -> None:
    content = TYPE.validate_content({"steps": steps("nbh")["steps"]})

    shown = {tuple(TYPE.option_order(content, shuffle=False, seed=seed)) for seed in range(200)}

    assert shown == set(permutations("nbh")) - {("n", "b", "h")}


@pytest.mark.parametrize("order", [["n", "b"], ["n", "b", "h", "a", "x"], ["n", "n", "b", "h", "a"]])
def test_an_order_that_does_not_name_each_step_once_is_not_followed(order: list[str]) -> None:
    assert TYPE.public_view(CONTENT, order) == TYPE.public_view(CONTENT)


def test_no_id_of_the_authors_is_on_the_page() -> None:
    named = [{"id": f"step-{place}", "text": text} for place, text in enumerate(("Arrive", "Apply", "Wait"), start=1)]
    content = TYPE.validate_content({"steps": named})

    html = render_to_string(TYPE.template, {"view": TYPE.public_view(content), "response": {"places": {"step-1": 2}}, "name": "q1"})

    assert not re.findall(r"step-\d", html)
    assert html.count(" selected") == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"steps": steps("nb")["steps"]}, "steps: this list is too short: it needs 3 or more."),
        ({"steps": steps("nbhn")["steps"]}, "Two steps have the same id, n."),
        ({"steps": [*steps()["steps"], {"id": "x", "text": "Bond  hearing"}]}, "Two steps have the same text, “Bond hearing”."),
        ({"scoring": "by_luck"}, "scoring: this must be one of 'all_or_nothing', 'by_position' or 'by_pairs'."),
    ],
)
def test_what_cannot_be_answered_is_refused_in_a_sentence(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InvalidContent) as refused:
        TYPE.validate_content(steps() | change)

    assert refused.value.sentences == [sentence]


@pytest.mark.parametrize(
    "given",
    [
        None, [], "nbhao", {"x": 1}, {"n": 0}, {"n": 6}, {"n": True}, {"n": "1"}, {"n": 1.0}, {"n": None}, {"n": [1]},
        {"n": 1, page_name("Notice to appear"): 2}, dict.fromkeys("nbhaox", 1),
    ],
)  # fmt: skip
def test_a_forged_answer_is_refused(given: Any) -> None:
    with pytest.raises(InvalidResponse):
        TYPE.normalize(CONTENT, {"places": given})


@pytest.mark.parametrize("sent", ["0", "6", "-1", "²", "1.5", "first", "9" * 5000])
def test_a_place_that_is_none_is_refused_in_a_sentence(sent: str) -> None:
    form = {"q1": [""], f"q1-{page_name('Bond hearing')}": [sent]}

    with pytest.raises(InvalidResponse, match="must be a number from 1 to 5"):
        TYPE.normalize(CONTENT, TYPE.parse(form, "q1"))


def test_a_form_sends_page_ids_and_places() -> None:
    form = {"q1": [""], f"q1-{page_name('Bond hearing')}": ["2"], f"q1-{page_name('Notice to appear')}": [""]}

    assert TYPE.normalize(CONTENT, TYPE.parse(form, "q1")) == {"places": {"b": 2}}


@pytest.mark.parametrize(
    ("order", "rule", "said"),
    [
        ("nbhao", "by_pairs", ["4 of 4 steps directly follow the right one: full points."]),
        (
            "bhaon",
            "by_pairs",
            ["3 of 4 steps directly follow the right one: 3/4 of the points.", "Each step that directly follows the right one earns its share."],
        ),
        ("bnhao", "by_position", ["3 of 5 steps are in their right place: 3/5 of the points.", "Each step in its right place earns its share."]),
        (
            "bnhao",
            "all_or_nothing",
            ["3 of 5 steps are in their right place: no points.", "Points are given only when every step has its right place."],
        ),
        ("-----", "by_position", ["No step was given a place: no points."]),
    ],
)
def test_the_mark_is_explained_by_its_rule(order: str, rule: str, said: list[str]) -> None:
    content, response = by(rule), {"places": places(order)}

    assert TYPE.explain(content, response, TYPE.grade(content, response)) == said


def test_only_misplaced_steps_are_explained() -> None:
    grade = TYPE.grade(CONTENT, {"places": places("bnhao")})

    assert grade.feedback == ("steps.n.explanation", "steps.b.explanation")
    assert {part.key: part.fraction for part in grade.parts} == {"n": 0, "b": 0, "h": 1, "a": 1, "o": 1}


def test_one_is_told_of_doubles_and_of_open_places() -> None:
    said = [TYPE.warnings(CONTENT, {"places": given}) for given in ({}, places(ORDER), {"n": 2, "b": 2, "h": 3, "a": 4}, {"n": 1})]

    assert said == [[], [], ["More than one step has place 2.", "1 step has no place yet."], ["4 steps have no place yet."]]


def test_statistics_count_who_put_what_where() -> None:
    counted = TYPE.statistics(CONTENT, [{"places": places(ORDER)}, {"places": {"n": 1}}, {"places": {}}])

    assert (counted["responses"], counted["answered"], len(counted["counts"])) == (3, 2, 25)
    assert (counted["counts"]["n: 1"], counted["counts"]["b: 2"], counted["counts"]["b: 1"]) == (2, 1, 0)


def test_the_answer_in_one_line_stands_in_the_order_given() -> None:
    assert TYPE.summarize(CONTENT, {"places": {"n": 3, "b": 1}}) == "1. Bond hearing; 3. Notice to appear"


def test_the_review_shows_the_right_order_once_the_key_is_there() -> None:
    facts = {"view": TYPE.public_view(CONTENT), "response": {"places": places("bnha-")}}

    before, after = (render_to_string(TYPE.review_template, facts | more) for more in ({}, {"key": TYPE.key_view(CONTENT)}))

    assert "judged" not in before
    assert re.findall(r"<dt>(\w)", after) == ["N", "B", "H", "A", "O"]
    assert (after.count("Not right"), after.count("Right: place 1"), after.count("left open")) == (3, 1, 1)
