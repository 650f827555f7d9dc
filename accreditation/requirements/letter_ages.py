"""Letters are dated and not older than a year; no rule gives a number, so this only warns."""

from accreditation.dossier import Dossier
from accreditation.requirements.base import Answer, Requirement, met, months_between, warning

MOST_MONTHS = 12


def _check(dossier: Dossier) -> Answer:
    letters = dossier.evidence_of("recommendation_letter", "character_letter")
    undated = [letter.writer or letter.title for letter in letters if letter.dated is None]
    old = [letter.writer or letter.title for letter in letters if letter.dated and months_between(letter.dated, dossier.as_of) >= MOST_MONTHS]
    said = [f"{words}: {', '.join(names)}" for words, names in (("Without a date", undated), (f"Older than {MOST_MONTHS} months", old)) if names]
    if said:
        return warning(f"{'. '.join(said)}.", "student", "Ask the writer for a newly dated letter.")
    return met("Every letter is dated within the last 12 months." if letters else "There is no letter yet whose age matters.")


REQUIREMENT = Requirement("letter_ages", "Age of letters", "Our rule: letters at most 12 months old", "D", _check, basis="house_rule")
