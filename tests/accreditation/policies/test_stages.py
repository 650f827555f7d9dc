"""How far a place has come, and the funnel that follows."""

import pytest

from accreditation.policies.application_states import STORED
from accreditation.policies.stages import STAGES, reached, stage_of


@pytest.mark.parametrize(
    ("minutes", "is_trained", "state", "stage"),
    [
        (0, False, "", "enrolled"),
        (1, False, "", "in_training"),
        (1, True, "", "trained"),
        (0, False, "sponsored", "sponsored"),
        (1, True, "ready_for_ao", "assembling"),
        (1, True, "info_requested", "filed"),
        (1, True, "closed", "filed"),
        (1, True, "renewal_due", "approved"),
        (1, True, "withdrawn", "trained"),
    ],
)
def test_the_furthest_stage(minutes: int, is_trained: bool, state: str, stage: str) -> None:
    assert stage_of(minutes=minutes, is_trained=is_trained, application_state=state) == stage


def test_every_state_of_an_application_has_a_stage() -> None:
    assert {stage_of(minutes=0, is_trained=False, application_state=state) for state in STORED} <= set(STAGES)


def test_who_came_further_passed_every_stage_before() -> None:
    assert [count for _key, _title, count in reached({"enrolled": 2, "trained": 3, "filed": 1})] == [6, 4, 4, 1, 1, 1, 0]
