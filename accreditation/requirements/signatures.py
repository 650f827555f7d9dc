"""The candidate and the authorized officer both sign, on paper or with their own tool; we record it and never imitate it."""

from accreditation.dossier import Dossier
from accreditation.requirements.base import Answer, Requirement, met, missing


def _check(dossier: Dossier) -> Answer:
    absent = [
        name for kind, name in (("signed_form_candidate", "the candidate"), ("signed_form_officer", "the authorized officer")) if not dossier.evidence_of(kind)
    ]
    if absent:
        return missing(f"Not recorded as signed by: {' and '.join(absent)}.")
    return met("Signed by both.")


REQUIREMENT = Requirement("signatures", "Both signatures", "8 CFR 1292.12(b)", "C", _check)
