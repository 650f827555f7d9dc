"""Where a certificate shows another name than the form, a note says that both are the same person (domain reference, 4.3)."""

from accreditation.dossier import Dossier
from accreditation.requirements.base import Answer, Requirement, met, warning
from lms.core.wording import counted


def _check(dossier: Dossier) -> Answer:
    """Sentences count names and never say them: a finding is read by more people than may see a dead name."""
    candidate = dossier.candidate
    known = {_plain(name) for name in (candidate.legal_name, *candidate.other_names)}
    printed = [*(one.certificate_name for one in dossier.eoir_trainings), *(one.named for one in dossier.evidence)]
    strange = {_plain(name) for name in printed if name} - known
    if strange:
        return warning(
            f"Documents name somebody in {counted(len(strange), 'way')} that is neither the legal name nor among the other names used.",
            "student", "Add that name to your other names used, or hand the document in again in your legal name.",
        )  # fmt: skip
    if candidate.other_names:
        return met(f"A name note lists {counted(len(candidate.other_names), 'other name')} used, and the documents that bear one.")
    return met("Every certificate and document carries the legal name.")


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


REQUIREMENT = Requirement(
    "name_note", "Names that differ", "Form EOIR-31A asks for every other name used; our rule that the packet says so", "A", _check, basis="house_rule"
)
