"""What is still missing before a certificate can be issued (domain reference, 8.4): the one condition that the action and the screens ask."""

from accreditation.dossier import Training
from accreditation.requirements.program_minutes import short_minutes
from lms.core.wording import hours


def missing_for_certificate(training: Training, legal_last_name: str) -> list[str]:
    """What the program’s completion rule still asks for, in sentences."""
    missing = []
    if not legal_last_name:
        missing.append("The legal name is not known; it stands on the certificate.")
    if training.minutes <= 0:
        missing.append(f"No credited time yet in {training.track_title}.")
    elif short_minutes(training):
        missing.append(f"{hours(short_minutes(training))} more in {training.track_title}.")
    empty = [topic.title for topic in training.topics if topic.required and topic.minutes <= 0]
    if training.all_required_topics and empty:
        missing.append(f"No credited time yet in: {', '.join(empty)}.")
    missing += [f"“{result.title}” is not passed yet." for result in training.results if result.required and not result.passed]
    return missing
