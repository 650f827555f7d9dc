"""Matching: each item with its choice, distractors among them, paid item by item or all at once."""

import random
import re
from fractions import Fraction
from typing import Any

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from lms.questions.errors import InvalidContent, InvalidResponse
from lms.questions.types.matching import Matching, MatchingContent
from tests.lms.questions.samples import matching, page_name

TYPE = Matching()
CONTENT = TYPE.validate_content(matching())
KEY = {"i589": "asylum", "g28": "entry", "i765": "work", "ar11": "asylum"}
CHOICES = ["asylum", "entry", "work", "parole"]
KEYS = st.lists(st.sampled_from(CHOICES), min_size=4, max_size=4)
ANSWERS = st.fixed_dictionaries(dict.fromkeys(KEY, st.sampled_from([*CHOICES, ""])))


def share(content: MatchingContent, given: dict[str, str]) -> Fraction:
    fraction = TYPE.grade(content, TYPE.normalize(content, {"choices": given})).fraction
    assert fraction is not None
    return fraction


@pytest.mark.parametrize(
    ("given", "per_item", "all_or_nothing"),
    [
        (KEY, 1, 1), (KEY | {"ar11": ""}, Fraction(3, 4), 0), (KEY | {"ar11": "parole"}, Fraction(3, 4), 0),
        (dict.fromkeys(KEY, "asylum"), Fraction(1, 2), 0), ({}, 0, 0),
    ],
)  # fmt: skip
def test_the_worked_example_of_the_documentation(given: dict[str, str], per_item: Fraction, all_or_nothing: int) -> None:
    assert share(CONTENT, given) == per_item
    assert share(TYPE.validate_content(matching(scoring="all_or_nothing")), given) == all_or_nothing


@given(KEYS, ANSWERS, st.sampled_from(["per_item", "all_or_nothing"]))
def test_only_the_key_earns_everything(choices: list[str], given: dict[str, str], scoring: str) -> None:
    content = TYPE.validate_content(matching(*choices, scoring=scoring))
    key = dict(zip(KEY, choices, strict=True))

    assert share(content, key) == 1
    assert 0 <= share(content, given) <= 1
    assert (share(content, given) == 1) == (given == key)


@given(ANSWERS, st.sampled_from(list(KEY)))
def test_one_more_right_item_pays_its_share_and_never_less(given: dict[str, str], item: str) -> None:
    better = given | {item: KEY[item]}

    assert share(CONTENT, better) - share(CONTENT, given) == (0 if given[item] == KEY[item] else Fraction(1, 4))


@given(ANSWERS, st.randoms())
def test_the_order_in_which_items_are_answered_changes_nothing(given: dict[str, str], chance: random.Random) -> None:
    rows = list(given.items())
    chance.shuffle(rows)

    assert TYPE.normalize(CONTENT, {"choices": dict(rows)}) == {"choices": given}


@given(ANSWERS)
def test_normalizing_twice_is_once(given: dict[str, str]) -> None:
    once = TYPE.normalize(CONTENT, {"choices": {key: choice for key, choice in given.items() if choice}})

    assert TYPE.normalize(CONTENT, once) == once == {"choices": given}


@given(KEYS, st.none() | st.integers(), st.booleans())
def test_the_public_view_does_not_move_when_the_key_does(choices: list[str], seed: int | None, shuffle: bool) -> None:
    other = TYPE.validate_content(matching(*choices, scoring="per_item"))
    orders = [[] if seed is None else TYPE.option_order(content, shuffle=shuffle, seed=seed) for content in (CONTENT, other)]

    assert orders[0] == orders[1]
    assert TYPE.public_view(CONTENT, orders[0]) == TYPE.public_view(other, orders[1])


def test_choices_are_mixed_even_where_options_are_not() -> None:
    orders = [TYPE.option_order(CONTENT, shuffle=False, seed=seed) for seed in range(60)]

    assert {tuple(order[:4]) for order in orders} == {tuple(f"items.{key}" for key in KEY)}
    assert len({tuple(order[4:]) for order in orders}) > 15


def test_where_an_item_stands_says_nothing_about_where_its_choice_does() -> None:
    orders = [TYPE.option_order(CONTENT, shuffle=True, seed=seed) for seed in range(60)]

    assert len({order.index("items.i765") - order.index("choices.work") for order in orders}) == 7


def test_a_frozen_order_is_kept_and_what_it_does_not_name_comes_last() -> None:
    order = ["items.ar11", "items.g28", "choices.work", "choices.gone"]

    view = TYPE.public_view(CONTENT, order)

    assert [row["id"] for row in view["rows"]] == ["ar11", "g28", "i589", "i765"]
    assert view["choices"][0]["id"] == "work"
    assert len(view["choices"]) == 4


def test_no_id_of_the_authors_is_on_the_page() -> None:
    html = render_to_string(TYPE.template, {"view": TYPE.public_view(CONTENT), "response": {"choices": KEY}, "name": "q1"})

    printed = set(re.findall(r'(?:value|name|id|for)="([^"]*)"', html))

    assert not [text for text in printed if any(key in text for key in (*KEY, *CHOICES))]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"items": matching()["items"][:1]}, "items: this list is too short: it needs 2 or more."),
        ({"choices": matching()["choices"][:1]}, "choices: this list is too short: it needs 2 or more."),
        ({"choices": matching()["choices"][1:]}, "The item i589 belongs to asylum, which is not a choice of this question."),
        ({"items": matching()["items"][:1] * 2}, "Two items have the same id, i589."),
        ({"choices": [*matching()["choices"], {"id": "asylum", "text": "x"}]}, "Two choices have the same id, asylum."),
        ({"choices": [*matching()["choices"], {"id": "x", "text": "Asking for parole "}]}, "Two choices have the same text, “Asking for parole”."),
        ({"items": [{"id": "a", "text": "A"}, *matching()["items"]]}, "items, entry 1, choice: this is missing."),
        ({"scoring": "by_luck"}, "scoring: this must be one of 'per_item' or 'all_or_nothing'."),
    ],
)
def test_what_cannot_be_answered_is_refused_in_a_sentence(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InvalidContent) as refused:
        TYPE.validate_content(matching() | change)

    assert refused.value.sentences == [sentence]


@pytest.mark.parametrize(
    "choices",
    [
        None, [], "asylum", {"i589": "tourism"}, {"visa": "asylum"}, {"i589": None}, {"i589": ["asylum"]},
        {"i589": "asylum", page_name("Form i589"): "work"}, dict.fromkeys("abcde", "asylum"),
    ],
)  # fmt: skip
def test_a_forged_answer_is_refused(choices: Any) -> None:
    with pytest.raises(InvalidResponse):
        TYPE.normalize(CONTENT, {"choices": choices})


def test_a_form_sends_page_ids_and_ids_are_kept() -> None:
    form = {"q1": [""], f"q1-{page_name('Form g28')}": [page_name("Asking for parole")], f"q1-{page_name('Form i589')}": [""]}

    assert TYPE.normalize(CONTENT, TYPE.parse(form, "q1")) == {"choices": {"i589": "", "g28": "parole", "i765": "", "ar11": ""}}


@pytest.mark.parametrize(
    ("given", "scoring", "said"),
    [
        (KEY, "per_item", ["4 of 4 items are right: full points."]),
        ({"i589": "asylum"}, "per_item", ["1 of 4 items are right: 1/4 of the points."]),
        (KEY | {"g28": "work"}, "all_or_nothing", ["3 of 4 items are right: no points.", "Points are given only when every item is right."]),
        ({}, "per_item", ["No item was answered: no points."]),
    ],
)
def test_the_mark_is_explained_without_telling_the_key(given: dict[str, str], scoring: str, said: list[str]) -> None:
    content = TYPE.validate_content(matching(scoring=scoring))
    response = TYPE.normalize(content, {"choices": given})

    assert TYPE.explain(content, response, TYPE.grade(content, response)) == said


def test_only_wrong_items_are_explained() -> None:
    grade = TYPE.grade(CONTENT, TYPE.normalize(CONTENT, {"choices": KEY | {"g28": "work"}}))

    assert grade.feedback == ("items.g28.explanation",)
    assert {part.key: part.fraction for part in grade.parts} == {"i589": 1, "g28": 0, "i765": 1, "ar11": 1}


def test_one_is_told_what_is_still_open() -> None:
    said = [TYPE.warnings(CONTENT, TYPE.normalize(CONTENT, {"choices": given})) for given in ({}, KEY, KEY | {"g28": ""}, {"g28": "work"})]

    assert said == [[], [], ["1 item is still open."], ["3 items are still open."]]


def test_statistics_count_each_pair() -> None:
    counted = TYPE.statistics(CONTENT, [TYPE.normalize(CONTENT, {"choices": given}) for given in (KEY, {"i589": "asylum"}, {})])

    assert (counted["responses"], counted["answered"], len(counted["counts"])) == (3, 2, 16)
    assert {pair: count for pair, count in counted["counts"].items() if count} == {"i589: asylum": 2, "g28: entry": 1, "i765: work": 1, "ar11: asylum": 1}


def test_the_answer_in_one_line() -> None:
    assert TYPE.summarize(CONTENT, {"choices": dict.fromkeys(KEY, "") | {"g28": "work"}}) == "Form g28 → Asking for permission to work"


def test_the_review_tells_what_was_right_once_the_key_is_there() -> None:
    facts = {"view": TYPE.public_view(CONTENT), "response": {"choices": KEY | {"g28": "work", "ar11": ""}}}

    before, after = (render_to_string(TYPE.review_template, facts | more) for more in ({}, {"key": TYPE.key_view(CONTENT)}))

    assert "judged" not in before
    assert (after.count("check-circle-fill"), after.count("Not right")) == (2, 2)
    assert "Right: Appearing as a representative" in after
