"""The date and outcome of a background check (the report itself is not kept); older than six months only warns."""

from accreditation.dossier import Dossier
from accreditation.requirements.base import Answer, Requirement, met, missing, months_between, warning
from lms.core.wording import day

MOST_MONTHS = 6


def _check(dossier: Dossier) -> Answer:
    dates = [check.dated for check in dossier.evidence_of("background_check") if check.dated]
    step = "Have a background check made; record its date and outcome, not the report."
    if not dates:
        return missing("Still needed: a background check with its date.", "officer", step)
    age = months_between(max(dates), dossier.as_of)
    if age >= MOST_MONTHS:
        return warning(f"The background check of {day(max(dates))} is {age} months old.", "officer", step)
    return met(f"Background check of {day(max(dates))}.")


REQUIREMENT = Requirement(
    "background_check",
    "Background check",
    "8 CFR 1292.12(a)(1); EOIR’s background check policy as CLINIC reports it; our rule: at most 6 months old",
    "B",
    _check,
    basis="official_practice",
)
