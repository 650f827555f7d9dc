"""The 2022 form asks more about earlier applications: by whom, when, and with what result, refusals included."""

from accreditation.dossier import Dossier
from accreditation.requirements.base import Answer, Requirement, met, missing


def _check(dossier: Dossier) -> Answer:
    if dossier.filing is None or not dossier.filing.prior_applications.strip():
        return missing(
            "The question on earlier applications is not answered.",
            "coordinator",
            "Ask the candidate. Record each earlier application with organization, date and result, or “none”, among the answers for the form.",
        )  # fmt: skip
    told = "; ".join(line.strip().rstrip(".") for line in dossier.filing.prior_applications.splitlines() if line.strip())
    return met(f"Earlier applications: {told}.")


REQUIREMENT = Requirement(
    "prior_applications", "Earlier applications", "Form EOIR-31A, 2022 edition, as CLINIC describes its changes", "B", _check, basis="official_practice"
)
