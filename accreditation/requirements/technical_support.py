"""Who gives an organization with partial representatives only legal support beyond its own knowledge."""

from accreditation.dossier import Dossier
from accreditation.requirements.base import Answer, Requirement, met, missing


def _check(dossier: Dossier) -> Answer:
    organization = dossier.organization
    if organization is not None and not organization.partial_only:
        return met("The organization has an attorney or a fully accredited representative.")
    if not dossier.evidence_of("technical_support_letter"):
        return missing(
            "No letter on technical legal support, resources and referral is on file.",
            "officer", "Hand in the signed letter of the attorney or full representative who helps.",
        )  # fmt: skip
    supports = organization.technical_support if organization else ()
    if supports and all(support.ends_on and support.ends_on < dossier.as_of for support in supports):
        return missing("Every agreement on technical support has ended.", "officer", "Renew an agreement and record its dates.")
    return met("The technical-support letter is attached.")


REQUIREMENT = Requirement(
    "technical_support", "Technical legal support", "8 CFR 1292.11(a)(4); Matter of EAC, Inc., 24 I&N Dec. 556 (BIA 2008)", "A", _check, basis="regulation"
)
