"""Skills essential for effective litigation: without them full is refused, or partial is given instead (Matter of Bay Area Legal Services)."""

from accreditation.dossier import Dossier
from accreditation.requirements.base import Answer, Requirement, met, missing, warning
from lms.core.wording import hours


def _check(dossier: Dossier) -> Answer:
    minutes = sum(training.minutes_by_category.get("advocacy_litigation", 0) for training in dossier.eoir_trainings)
    has_training = minutes > 0 or bool(dossier.evidence_of("advocacy_training"))
    has_writing = bool(dossier.evidence_of("writing_sample"))
    if not has_training:
        return missing(
            "No training, education or experience in trial and appellate advocacy is on record.",
            "student", "Add a court-skills course with the exercises done, a mock hearing record, or credits in advocacy.",
        )  # fmt: skip
    if not has_writing:
        return warning(
            "There is advocacy training, but no writing sample that shows motions or briefs.", "student", "Add a writing sample with all client data removed.",
        )  # fmt: skip
    return met(f"Advocacy training{f' of {hours(minutes)}' if minutes else ''} and a writing sample are on record.")


REQUIREMENT = Requirement(
    "litigation_skills",
    "Skills for litigation",
    "8 CFR 1292.12(a)(6), (c); Matter of Bay Area Legal Services, 27 I&N Dec. 837 (DIR 2020)",
    "A",
    _check,
    basis="regulation",
)
