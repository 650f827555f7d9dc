"""Facts of an attempt: whatever a browser sends, only facts are kept, and they add up."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from assessments.policies.noticing import KINDS, LARGEST, facts_in, summed

FACTS = st.fixed_dictionaries({"kind": st.sampled_from(KINDS), "question": st.integers(0, 40), "amount": st.integers(0, LARGEST)})
JUNK = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8)


@given(st.text() | JUNK.map(json.dumps))
def test_what_is_no_fact_is_left_out(text: str) -> None:
    assert all(fact.kind in KINDS and fact.amount <= LARGEST for fact in facts_in(text))


@given(st.lists(FACTS, max_size=60))
def test_facts_come_back_as_they_were_sent_and_add_up(rows: list[dict[str, Any]]) -> None:
    found = facts_in(json.dumps(rows))
    noticed = summed(rows)

    assert [vars(fact) for fact in found] == rows
    assert noticed.away_ms + sum(size for _, size in noticed.pasted) + sum(noticed.viewed_ms.values()) == sum(row["amount"] for row in rows)
    assert noticed.times_left == sum(row["kind"] == "left" for row in rows)


def test_too_long_a_text_holds_no_facts() -> None:
    assert facts_in("[" + " " * 30_000 + "]") == []
