"""Training went on since the last approval: without any a renewal is refused; a year without any is worth a look."""

from datetime import date

from accreditation.dossier import Dossier
from accreditation.requirements.base import Answer, Requirement, met, missing, warning
from lms.core.wording import day, hours


def minutes_between(dossier: Dossier, after: date, until: date) -> int:
    """Credited minutes of listed training on the days after ``after``, up to ``until``; a training without daily figures counts on its last day."""
    return sum(minutes for training in dossier.eoir_trainings for on, minutes in training.dated_minutes if after < on <= until)


def year_after(start: date, years: int) -> date:
    """The same day ``years`` later; February 29 becomes February 28 where there is none."""
    try:
        return start.replace(year=start.year + years)
    except ValueError:
        return start.replace(year=start.year + years, day=28)


def years_without(dossier: Dossier, approved: date) -> list[int]:
    """Which accreditation years, from 1, are over without a credited minute."""
    empty, number = [], 1
    while year_after(approved, number) <= dossier.as_of:
        if minutes_between(dossier, year_after(approved, number - 1), year_after(approved, number)) <= 0:
            empty.append(number)
        number += 1
    return empty


def _check(dossier: Dossier) -> Answer:
    approved = dossier.filing.last_approved_on if dossier.filing else None
    step = "Take formal training in immigration law and have it recorded."
    if approved is None:
        return missing("The date of the last approval is not known, so training since then cannot be told.", "coordinator", "Record the last approval.")
    minutes = minutes_between(dossier, approved, dossier.as_of)
    if minutes <= 0:
        return missing(f"No formal training since the last approval of {day(approved)}.", "student", step)
    empty = years_without(dossier, approved)
    if empty:
        named = ", ".join(str(number) for number in empty)
        return warning(f"{hours(minutes)} since {day(approved)}, but none in accreditation year {named}.", "student", step)
    return met(f"{hours(minutes)} of training since {day(approved)}.")


REQUIREMENT = Requirement(
    "training_since_approval", "Training since the last approval", "8 CFR 1292.16(c)(2); Form EOIR-31A, renewal. No number of hours is stated", "C", _check
)
