"""Each listed training has a verifiable certificate in the packet, or a person marked that there is none."""

from accreditation.dossier import Dossier
from accreditation.requirements.base import Answer, Requirement, met, missing, warning


def _check(dossier: Dossier) -> Answer:
    without = [training for training in dossier.eoir_trainings if training.certificate_status != "valid"]
    unmarked = [training.title for training in without if not training.is_without_certificate]
    if unmarked:
        return missing(
            f"No valid certificate for: {', '.join(unmarked)}.", "coordinator",
            "Issue or hand in the certificate, or mark it “no certificate” among the answers for the form.",
        )  # fmt: skip
    if without:
        titles = ", ".join(training.title for training in without)
        return warning(f"Listed with “no certificate”: {titles}.", "student", "Ask the provider for a certificate, if there is still a way.")
    return met("Each listed training has a certificate.")


REQUIREMENT = Requirement(
    "training_proof", "Proof of each training", "8 CFR 1292.12(c); EOIR FAQ on verifiable records of training", "A", _check, basis="official_practice"
)
