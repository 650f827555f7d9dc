"""How often the person directly represented before EOIR in the last three years: a question of the 2022 form that may not stay blank."""

from accreditation.dossier import Dossier
from accreditation.requirements.base import Answer, Requirement, met, missing
from lms.core.wording import counted


def _check(dossier: Dossier) -> Answer:
    answer = dossier.filing.frequency_eoir if dossier.filing else ""
    logged = f"The practice log holds {counted(dossier.practice.appearances_eoir, 'entry', 'entries')} of direct representation before EOIR."
    if not answer.strip():
        step = "Answer it from the log and your own knowledge, and record it among the answers for the form."
        return missing(f"The question is not answered. {logged}", "officer", step)
    return met(f"Answered: {answer}. {logged}")


REQUIREMENT = Requirement(
    "frequency_eoir", "How often before EOIR", "Form EOIR-31A, 2022 edition, as CLINIC describes its changes", "B", _check, basis="official_practice"
)
