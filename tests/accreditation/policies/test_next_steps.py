"""What comes next of what is missing."""

from accreditation.policies.next_steps import AT_THE_FILING, TRAINING, is_early, phase
from accreditation.requirements import requirements


def test_training_comes_before_papers_and_signing_comes_last() -> None:
    assert sorted(["signatures", "resume", "completion"], key=phase) == ["completion", "resume", "signatures"]


def test_signatures_are_asked_for_once_nothing_else_is_missing() -> None:
    assert is_early("signatures", {"signatures", "resume"})
    assert not is_early("signatures", {"signatures", "proof_of_service"})
    assert not is_early("resume", {"signatures", "resume", "completion"})


def test_every_key_is_a_requirement() -> None:
    assert {*TRAINING, *AT_THE_FILING} <= {one.key for one in requirements}
