"""One recent, formal overview course; single-topic webinars are not enough (Matter of Central California Legal Services)."""

from datetime import date

from accreditation.dossier import Dossier
from accreditation.requirements.base import Answer, Requirement, met, missing, months_between, warning

WARN_MONTHS = 12
STALE_MONTHS = 24


def _check(dossier: Dossier) -> Answer:
    courses = [training for training in dossier.trainings if training.is_fundamentals and training.certificate_status == "valid"]
    if not courses:
        return missing(
            "No completed overview course with a valid certificate. Single-topic trainings do not replace it.",
            "student", "Complete this program and have its certificate issued, or hand in an outside overview course.",
        )  # fmt: skip
    newest = max(courses, key=lambda course: course.last_date or date.min)
    if newest.last_date is None:
        return warning(f"It is not known when {newest.title} ended.", "coordinator", "Record the dates of the course.")
    age = months_between(newest.last_date, dossier.as_of)
    if age >= STALE_MONTHS:
        return warning(
            f"{newest.title} ended {age} months ago. EOIR asks for a recent course and names no number of months; a refresher is advised.",
            "student", "Take a refresher before the request is filed.",
        )  # fmt: skip
    if age >= WARN_MONTHS:
        return warning(f"{newest.title} ended {age} months ago. File soon, or add recent training.", "coordinator", "File soon, or plan recent training.")
    return met(f"{newest.title}, certificate {newest.certificate_number}.")


REQUIREMENT = Requirement(
    "fundamentals_course",
    "A recent course on the fundamentals",
    "8 CFR 1292.12(c); Matter of Central California Legal Services, 26 I&N Dec. 105 (BIA 2013)",
    "A",
    _check,
)
