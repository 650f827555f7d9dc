"""The worksheet's form edition was compared with the official form by a person."""

from accreditation.dossier import Dossier
from accreditation.requirements.base import Answer, Requirement, met, missing
from lms.core.wording import day


def _check(dossier: Dossier) -> Answer:
    sheet = dossier.worksheet
    if not sheet.confirmed or sheet.checked_on is None:
        return missing(
            f"Edition “{sheet.edition}” of Form EOIR-31A has not been compared with the official PDF. Until then every field says “check numbering”.",
            "officer", "Compare the questions with the form on EOIR’s page, under Organizations, Form EOIR-31A.",
        )  # fmt: skip
    return met(f"Edition {sheet.edition}, checked on {day(sheet.checked_on)}.")


REQUIREMENT = Requirement(
    "form_edition",
    "Current form edition",
    "EOIR Recognition & Accreditation page: older editions are returned unprocessed",
    "A",
    _check,
    basis="official_practice",
)
