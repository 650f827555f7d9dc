"""Enough of each listed training was completed (the program's own completion rule; the regulation states no number)."""

from accreditation.dossier import Dossier, Training
from accreditation.requirements.base import Answer, Requirement, met, missing
from lms.core.wording import hours


def short_minutes(training: Training) -> int:
    """Minutes still missing to the program's minimum share; the comparison is exact: 90 % of 2 160 is 1 944, and 1 943 is not enough."""
    needed = -(-training.stated_minutes * training.minimum_percent // 100)
    return max(0, needed - training.minutes)


def _check(dossier: Dossier) -> Answer:
    if not dossier.eoir_trainings:
        return missing("No training for EOIR’s list is on record.")
    gaps = [f"{training.title}: {hours(short_minutes(training))} more" for training in dossier.eoir_trainings if short_minutes(training)]
    if gaps:
        return missing(f"Credited time is short of the program’s minimum. {'; '.join(gaps)}.")
    done = "; ".join(f"{training.title}: {hours(training.minutes)}" for training in dossier.eoir_trainings)
    return met(f"Credited time meets the program’s minimum. {done}.")


REQUIREMENT = Requirement("program_minutes", "Hours of training", "8 CFR 1292.12(a)(6), (c); the program’s completion rule", "C", _check)
