"""Which of the things that are missing comes next: training before papers, and what is signed and served once everything else is there."""

TRAINING = ("completion", "required_topics", "topics_described", "fundamentals_course", "training_proof", "training_since_approval")
AT_THE_FILING = ("signatures", "proof_of_service")
"""Keys of requirements that nobody can fulfill before the packet is whole: the form is signed as it is filed (8 CFR 1292.12(b), 1292.13(a))."""


def phase(requirement: str) -> int:
    """0 for training, 1 for what is collected, 2 for the filing itself."""
    return 0 if requirement in TRAINING else 2 if requirement in AT_THE_FILING else 1


def is_early(requirement: str, missing: set[str]) -> bool:
    """Whether asking for it now would be too soon: it belongs to the filing, and something else is missing still."""
    return phase(requirement) == 2 and any(phase(other) < 2 for other in missing)
