"""Each listed training has a certificate in the packet."""

from accreditation.dossier import Dossier
from accreditation.requirements.base import Answer, Requirement, met, missing


def _check(dossier: Dossier) -> Answer:
    without = [training.title for training in dossier.eoir_trainings if training.certificate_status != "valid"]
    if without:
        return missing(f"No valid certificate for: {', '.join(without)}.")
    return met("Each listed training has a certificate.")


REQUIREMENT = Requirement("training_proof", "Proof of each training", "8 CFR 1292.12(c)", "C", _check)
