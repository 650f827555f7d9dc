"""A volunteer who leaves the organization loses accreditation, so the graduation date is asked and looked at early."""

from accreditation.dossier import Dossier
from accreditation.requirements.base import Answer, Requirement, met, warning
from lms.core.wording import day


def _check(dossier: Dossier) -> Answer:
    graduates = dossier.filing.dates.get("graduation_expected") if dossier.filing else None
    if graduates is None:
        return warning("The expected graduation date is not known.", "student", "Add it to your application, or say that you are no student.")
    if graduates <= dossier.as_of:
        return warning(
            f"Graduation was expected on {day(graduates)}. Accreditation lasts only while the person is employee or volunteer of the organization.",
            "coordinator", "Ask whether the person stays with the organization, and record it.",
        )  # fmt: skip
    return met(f"Graduation is expected on {day(graduates)}.")


REQUIREMENT = Requirement("graduation", "Graduation and role", "8 CFR 1292.12(a)(2), 1292.17; our reminder", "C", _check, basis="house_rule")
