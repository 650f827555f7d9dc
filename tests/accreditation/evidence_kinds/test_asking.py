"""What is typed beside a file: every fault is said at once, and nothing that was not asked is kept."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accreditation.evidence_kinds import evidence_kinds
from accreditation.evidence_kinds.asking import facts_of
from lms.core.errors import Invalid
from tests.factories.evidence import answers

TODAY = date(2026, 11, 28)


def facts(kind: str, **changes: Any) -> dict[str, Any]:
    return facts_of(evidence_kinds.get(kind), answers(kind, **changes), today=TODAY)


@pytest.mark.parametrize("kind", evidence_kinds.keys())
def test_right_answers_are_kept(kind: str) -> None:
    assert set(facts(kind)) == {asked.key for asked in evidence_kinds.get(kind).asks}


def test_text_is_one_line_and_days_are_text() -> None:
    told = facts("recommendation_letter", writer="  Rosa \n Diaz ", dated=date(2026, 9, 14), also=["character_letter", "resume"], status="LPR")

    assert told == {"writer": "Rosa Diaz", "relation": "A relation", "dated": "2026-09-14", "also": ["character_letter"]}


def test_every_fault_is_said() -> None:
    with pytest.raises(Invalid) as refused:
        facts("recommendation_letter", writer="", relation="x" * 201, dated=TODAY + timedelta(days=1))

    assert refused.value.sentences == [
        "Who wrote it: this is needed.",
        "How the writer knows you: write at most 200 characters, in one line.",
        "Date of the letter: this day has not come yet.",
    ]


@pytest.mark.parametrize(
    ("kind", "changes", "sentence"),
    [
        ("signed_form", {"signers": []}, "Who signed: choose at least one."),
        ("signed_form", {"signers": ["judge"]}, "Who signed: choose at least one."),
        ("background_check", {"outcome": "fine"}, "Outcome: choose one of the answers."),
        (
            "writing_sample",
            {"client_data_removed": False},
            "I removed everything that could tell who a client is: this has to be true before it can be handed in.",
        ),
        ("resume", {"dated": "2026-13-01"}, "As of: give a day, such as 2026-09-14."),
        ("resume", {"dated": date(26, 1, 1)}, "As of: give a day, such as 2026-09-14."),
    ],
)
def test_what_is_not_asked_this_way_is_refused(kind: str, changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Invalid) as refused:
        facts(kind, **changes)

    assert refused.value.sentences == [sentence]


def test_what_need_not_be_said_may_be_left_out() -> None:
    assert "ends_on" not in facts("recognition_notice", ends_on=None)


@given(text=st.text())
def test_any_text_is_kept_in_one_line_or_refused_with_a_sentence(text: str) -> None:
    try:
        kept = facts("recommendation_letter", writer=text)["writer"]
    except Invalid as refused:
        kept = refused.sentence

    assert kept == " ".join(text.split()) or kept.startswith("Who wrote it: ")
    assert kept.isprintable()
