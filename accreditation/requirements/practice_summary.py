"""Experience in immigration law: totals of supervised practice that attorneys confirmed. It may be less than knowledge (EAC, 563)."""

from accreditation.dossier import Dossier
from accreditation.requirements.base import Answer, Requirement, met, warning
from lms.core.wording import counted, hours


def _check(dossier: Dossier) -> Answer:
    practice = dossier.practice
    if not practice.minutes and practice.unconfirmed_minutes:
        return warning(
            f"{hours(practice.unconfirmed_minutes)} of supervised practice wait for an attorney’s word.", "attorney", "Confirm the entries that wait.",
        )  # fmt: skip
    if not practice.minutes:
        return warning(
            "No supervised practice is confirmed. Experience must then show from the resume and the letters.",
            "student", "Record your practice, or describe your experience in the resume.",
        )  # fmt: skip
    return met(f"{hours(practice.minutes)} of supervised practice in {counted(practice.matters, 'matter')}, confirmed by attorneys.")


REQUIREMENT = Requirement(
    "practice_summary", "Experience", "8 CFR 1292.12(a)(6), (c); Matter of EAC, Inc., 24 I&N Dec. 563 (BIA 2008)", "A", _check, basis="regulation"
)
