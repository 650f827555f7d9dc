"""The candidate and the authorized officer both sign, on paper or with their own tool; we record it and never imitate it."""

from accreditation.dossier import Dossier
from accreditation.requirements.base import Answer, Requirement, met, missing

SIGNERS = (("representative", "the candidate"), ("officer", "the authorized officer"))
OLD = {"representative": "candidate", "officer": "officer"}


def _check(dossier: Dossier) -> Answer:
    signed = {signer for form in dossier.evidence_of("signed_form") for signer in form.signers}
    absent = [(key, name) for key, name in SIGNERS if key not in signed and not dossier.evidence_of(f"signed_form_{OLD[key]}")]
    if absent:
        return missing(
            f"Not recorded as signed by: {' and '.join(name for _, name in absent)}.", "student" if absent[0][0] == "representative" else "officer",
            "Sign the form by hand or with a signing tool, keep the original, and record who signed and when with a scan.",
        )  # fmt: skip
    return met("Signed by both.")


REQUIREMENT = Requirement("signatures", "Both signatures", "8 CFR 1292.12(b)", "C", _check, basis="regulation")
