"""At least two letters from different writers who know the candidate's qualifications."""

from accreditation.dossier import Dossier
from accreditation.requirements.base import Answer, Requirement, met, missing


def _check(dossier: Dossier) -> Answer:
    writers = {" ".join(letter.writer.casefold().split()) for letter in dossier.evidence_of("recommendation_letter") if letter.writer.strip()}
    if len(writers) < 2:
        return missing(
            f"Letters from at least two different writers are needed; {len(writers)} so far.",
            "student", "Ask somebody else who knows your knowledge or experience of immigration law for a signed and dated letter.",
        )  # fmt: skip
    return met(f"Letters from {len(writers)} writers.")


REQUIREMENT = Requirement("recommendation_letters", "Two letters of recommendation", "8 CFR 1292.12(c)", "C", _check, basis="regulation")
