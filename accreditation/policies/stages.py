"""How far a place has come on the way to accreditation: one stage each, in order, for the readiness funnel."""

from accreditation.policies.application_states import AFTER_FILING, GRANTED

STAGES: dict[str, str] = {
    "enrolled": "Enrolled", "in_training": "In training", "trained": "Trained", "sponsored": "Sponsored", "assembling": "Being put together",
    "filed": "Filed", "approved": "Approved",
}  # fmt: skip
"""Each stage with its title; every place that reached one has passed those before it."""


def stage_of(*, minutes: int, is_trained: bool, application_state: str) -> str:
    """The furthest stage. A request that was taken back counts for nothing; one that was refused was filed all the same."""
    if application_state in GRANTED:
        return "approved"
    if application_state in AFTER_FILING:
        return "filed"
    if application_state in ("assembling", "ready_for_ao"):
        return "assembling"
    if application_state == "sponsored":
        return "sponsored"
    if is_trained:
        return "trained"
    return "in_training" if minutes > 0 else "enrolled"


def reached(counts: dict[str, int]) -> list[tuple[str, str, int]]:
    """Key, title and number of places that came this far or further, in order, from the number that stand at each stage."""
    keys = list(STAGES)
    return [(key, STAGES[key], sum(counts.get(later, 0) for later in keys[place:])) for place, key in enumerate(keys)]
