"""Every type of question there is, from the first Tab to the submitted attempt by keyboard alone."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.attempt.keyboard import WAYS, Keyboard
from tests.journeys.attempt.sitting import TYPES, Sitting, wait_until_saved


def test_every_type_has_its_way_by_keyboard() -> None:
    """A type without one here cannot be told to work for who has no mouse."""
    assert sorted(WAYS) == sorted(TYPES)


@pytest.mark.browser
@pytest.mark.separate
def test_all_are_answered_and_submitted(sit: Callable[..., Sitting]) -> None:
    sitting = sit()
    page, hand = sitting.page, Keyboard(sitting.page)

    for kind in TYPES:
        WAYS[kind].answer(hand, sitting.question(kind))
        sitting.eventually(lambda kind=kind: kept_of(sitting.newest(kind)), WAYS[kind].kept)
    wait_until_saved(page)
    hand.act(page.get_by_role("button", name="Look over and submit"))
    page.wait_for_url("**/submit/")
    hand.act(page.get_by_role("button", name="Submit", exact=True))

    page.wait_for_url("**/result/")
    assert {kind: kept_of(sitting.newest(kind)) for kind in TYPES} == {kind: way.kept for kind, way in WAYS.items()}
    assert sitting.attempt.submitted_at is not None
    assert sitting.visitor.faults == []


def kept_of(response: dict[str, Any] | None) -> dict[str, Any] | None:
    """A response as ``WAYS`` writes it: what the vault calls a file is new each time."""
    return {"files": [file["name"] for file in response["files"]]} if response and "files" in response else response
