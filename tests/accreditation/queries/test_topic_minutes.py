"""Minutes by topic of many entries are those that adding them one by one gives."""

import json
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from accreditation.queries import topic_minutes
from accreditation.queries.topic_minutes import BETWEEN, added_up

SLUGS = st.sampled_from(["asylum", "ethics_upl", "removal", "family_petitions", "naturalization"])
MINUTES = st.integers(-(2**31), 2**31 - 1)
ENTRIES = st.lists(st.dictionaries(SLUGS, MINUTES, max_size=4), min_size=1, max_size=40)


def one_by_one(entries: list[dict[str, int]]) -> dict[str, int]:
    totals: Counter[str] = Counter()
    for topics in entries:
        for slug, minutes in topics.items():
            totals[slug] += minutes
    return {slug: minutes for slug, minutes in totals.items() if minutes}


@given(entries=ENTRIES)
def test_the_same_as_adding_entry_by_entry(entries: list[dict[str, int]]) -> None:
    assert added_up(BETWEEN.join(map(json.dumps, entries))) == one_by_one(entries)


@given(groups=st.lists(ENTRIES, min_size=2, max_size=4))
def test_texts_that_are_forgotten_are_read_again(groups: list[list[dict[str, int]]]) -> None:
    kept, topic_minutes._KEPT = topic_minutes._KEPT, 2
    try:
        found = [added_up(BETWEEN.join(map(json.dumps, entries))) for entries in groups]
    finally:
        topic_minutes._KEPT = kept

    assert found == [one_by_one(entries) for entries in groups]


def test_a_topic_that_nobody_had_before_takes_a_lane_of_its_own() -> None:
    assert added_up('{"new_here": 7, "asylum": -3}') == {"new_here": 7, "asylum": -3}
    assert added_up('{"asylum": 20}') == {"asylum": 20}
