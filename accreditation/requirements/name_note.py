"""Where a certificate shows another name than the form, a note says that both are the same person (domain reference, 4.3)."""

from accreditation.dossier import Dossier
from accreditation.requirements.base import Answer, Requirement, met, warning


def _check(dossier: Dossier) -> Answer:
    candidate = dossier.candidate
    known = {_plain(name) for name in (candidate.legal_name, *candidate.other_names)}
    strange = sorted({t.certificate_name for t in dossier.eoir_trainings if t.certificate_name and _plain(t.certificate_name) not in known})
    if strange:
        return warning(
            f"Certificates name “{'”, “'.join(strange)}”, which is neither the legal name nor among the other names used.",
            "student", "Add that name to your other names used, or have the certificate issued again in your legal name.",
        )  # fmt: skip
    if candidate.other_names:
        return met(f"A name note lists the other names used: {', '.join(candidate.other_names)}.")
    return met("Every certificate carries the legal name.")


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


REQUIREMENT = Requirement(
    "name_note", "Names that differ", "Form EOIR-31A asks for every other name used; our rule that the packet says so", "A", _check, basis="house_rule"
)
