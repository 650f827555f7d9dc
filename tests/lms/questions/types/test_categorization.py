"""Categorization: items in named groups, shown so that what stands together says nothing."""

import random
import re
from fractions import Fraction
from typing import Any

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from lms.questions.errors import InvalidContent, InvalidResponse
from lms.questions.types.categorization import Categorization, CategorizationContent
from tests.lms.questions.samples import grouping, page_name

TYPE = Categorization()
CONTENT = TYPE.validate_content(grouping())
KEY = {"i589": "agency", "g28": "agency", "i765": "office", "ar11": "office"}
GROUPS = ["agency", "office", "court"]
KEYS = st.lists(st.sampled_from(GROUPS), min_size=4, max_size=4)
ANSWERS = st.fixed_dictionaries(dict.fromkeys(KEY, st.sampled_from([*GROUPS, ""])))


def share(content: CategorizationContent, given: dict[str, str]) -> Fraction:
    fraction = TYPE.grade(content, TYPE.normalize(content, {"groups": given})).fraction
    assert fraction is not None
    return fraction


@given(KEYS, ANSWERS, st.sampled_from(["per_item", "all_or_nothing"]))
def test_only_the_key_earns_everything(groups: list[str], given: dict[str, str], scoring: str) -> None:
    content = TYPE.validate_content(grouping(*groups, scoring=scoring))
    key = dict(zip(KEY, groups, strict=True))

    assert share(content, key) == 1
    assert 0 <= share(content, given) <= 1
    assert (share(content, given) == 1) == (given == key)


@given(ANSWERS)
def test_each_item_earns_its_share_whatever_the_others_say(given: dict[str, str]) -> None:
    right = sum(given[item] == group for item, group in KEY.items())

    assert share(CONTENT, given) == Fraction(right, 4)
    assert share(TYPE.validate_content(grouping(scoring="all_or_nothing")), given) == (right == 4)


@given(st.sampled_from(GROUPS))
def test_everything_in_one_group_earns_what_belongs_there(group: str) -> None:
    assert share(CONTENT, dict.fromkeys(KEY, group)) == Fraction(list(KEY.values()).count(group), 4)


@given(ANSWERS, st.randoms())
def test_the_order_in_which_items_are_placed_changes_nothing_and_normalizing_twice_is_once(given: dict[str, str], chance: random.Random) -> None:
    rows = list(given.items())
    chance.shuffle(rows)

    once = TYPE.normalize(CONTENT, {"groups": dict(rows)})

    assert TYPE.normalize(CONTENT, once) == once == {"groups": given}


@given(st.permutations(grouping()["items"]), KEYS, st.none() | st.integers())
def test_the_public_view_moves_neither_with_the_key_nor_with_the_written_order(items: list[dict[str, Any]], groups: list[str], seed: int | None) -> None:
    rekeyed = [item | {"group": group} for item, group in zip(items, groups, strict=True)]
    other = TYPE.validate_content(grouping() | {"items": rekeyed})
    orders = [[] if seed is None else TYPE.option_order(content, shuffle=False, seed=seed) for content in (CONTENT, other)]

    assert orders[0] == orders[1]
    assert TYPE.public_view(CONTENT, orders[0]) == TYPE.public_view(other, orders[1])


def test_items_are_mixed_even_where_options_are_not_and_groups_never() -> None:
    orders = [TYPE.option_order(CONTENT, shuffle=shuffle, seed=seed) for seed in range(60) for shuffle in (True, False)]

    assert {tuple(order[4:]) for order in orders} == {("groups.agency", "groups.office", "groups.court")}
    assert len({tuple(order[:4]) for order in orders}) > 15


def test_no_id_of_the_authors_is_on_the_page() -> None:
    html = render_to_string(TYPE.template, {"view": TYPE.public_view(CONTENT), "response": {"groups": KEY}, "name": "q1"})

    printed = set(re.findall(r'(?:value|name|id|for)="([^"]*)"', html))

    assert not [text for text in printed if any(key in text for key in (*KEY, *GROUPS))]
    assert html.count(" selected") == 4


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"groups": grouping()["groups"][:1]}, "groups: this list is too short: it needs 2 or more."),
        ({"groups": grouping()["groups"][1:]}, "The item i589 belongs to agency, which is not a group of this question."),
        ({"groups": [*grouping()["groups"], {"id": "x", "text": "The court"}]}, "Two groups have the same text, “The court”."),
        ({"items": grouping()["items"] + grouping()["items"][:1]}, "Two items have the same id, i589."),
        ({"items": [{"id": "a", "text": "A", "choice": "agency"}, *grouping()["items"]]}, "items, entry 1, group: this is missing."),
    ],
)
def test_what_cannot_be_answered_is_refused_in_a_sentence(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InvalidContent) as refused:
        TYPE.validate_content(grouping() | change)

    assert refused.value.sentences[0] == sentence


@pytest.mark.parametrize("groups", [None, [], {"i589": "nowhere"}, {"visa": "court"}, {"i589": ["court"]}, {"i589": 1}])
def test_a_forged_answer_is_refused(groups: Any) -> None:
    with pytest.raises(InvalidResponse):
        TYPE.normalize(CONTENT, {"groups": groups})


def test_a_form_sends_page_ids_and_ids_are_kept() -> None:
    form = {"q1": [""], f"q1-{page_name('Form g28')}": [page_name("The court")]}

    assert TYPE.normalize(CONTENT, TYPE.parse(form, "q1")) == {"groups": {"i589": "", "g28": "court", "i765": "", "ar11": ""}}


def test_the_mark_is_explained_without_telling_the_key() -> None:
    response = {"groups": KEY | {"g28": "court"}}

    assert TYPE.explain(CONTENT, response, TYPE.grade(CONTENT, response)) == ["3 of 4 items are right: 3/4 of the points."]


def test_statistics_count_each_item_in_each_group() -> None:
    counted = TYPE.statistics(CONTENT, [{"groups": KEY}, TYPE.blank(CONTENT)])

    assert (counted["responses"], counted["answered"], len(counted["counts"]), sum(counted["counts"].values())) == (2, 1, 12, 4)


def test_the_review_tells_the_right_group_once_the_key_is_there() -> None:
    facts = {"view": TYPE.public_view(CONTENT), "response": {"groups": KEY | {"g28": "court"}}}

    before, after = (render_to_string(TYPE.review_template, facts | more) for more in ({}, {"key": TYPE.key_view(CONTENT)}))

    assert "judged" not in before
    assert (after.count("Not right"), after.count("Right: The agency"), after.count("About g28")) == (1, 1, 1)
