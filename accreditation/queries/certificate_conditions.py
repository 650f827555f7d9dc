"""What is still missing before a certificate can be issued (domain reference, 8.4): the one condition that the action and the screens ask."""

from accreditation.dossier import ProgramRules, Training
from accreditation.requirements.completion import missing_of_training


def missing_for_certificate(training: Training, legal_last_name: str, rules: ProgramRules) -> list[str]:
    """What the program’s completion rule still asks for in this track, in sentences."""
    unnamed = [] if legal_last_name else ["The legal name is not known; it stands on the certificate."]
    gaps = missing_of_training(training, rules)
    untaught = [f"No credited time yet in {training.track_title}."] if training.minutes <= 0 and not gaps else []
    return unnamed + untaught + gaps
