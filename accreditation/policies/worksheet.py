"""The worksheet of Form EOIR-31A: what the platform can answer of a form edition's questions (domain reference, 2.2).

Signatures, certifications and whatever a person has to weigh stay blank; nothing is guessed.
"""

from typing import Any

from accreditation.dossier import Dossier, Field, Filing, Organization, Recipient, Worksheet
from accreditation.policies.application_facts import is_renewal
from lms.core.wording import day

LEVELS = {"partial": "Partial (DHS)", "full": "Full (DHS and EOIR)"}
RECOGNIZED, ACCOMPANIES = "Already recognized", "Form EOIR-31 accompanies"
NO_EDITION = Worksheet(edition="no edition on record", source="", confirmed=False, checked_on=None)


def worksheet_of(dossier: Dossier, edition: Any) -> Worksheet:
    """The questions of ``edition`` (a row with ``edition``, ``source``, ``fields`` and ``checked_on``, or ``None``) with our answers."""
    if edition is None:
        return NO_EDITION
    answers = answers_of(dossier)
    fields = tuple(
        Field(
            key=item["key"], group=item["group"], asks=item["asks"], answer=answers.get(item["key"], ""),
            confirmed=item["confirmed"] and edition.checked_on is not None, mark=item["mark"],
        )
        for item in edition.fields
    )  # fmt: skip
    confirmed = edition.checked_on is not None and all(field.confirmed for field in fields)
    return Worksheet(edition=edition.edition, source=edition.source, confirmed=confirmed, checked_on=edition.checked_on, fields=fields)


def answers_of(dossier: Dossier) -> dict[str, str]:
    """Our answers by the keys of the field inventory; a key without an answer is left out or empty."""
    candidate, filing, organization = dossier.candidate, dossier.filing, dossier.organization
    answers = {
        "rep.first": candidate.legal_first_name, "rep.middle": candidate.legal_middle_name, "rep.last": candidate.legal_last_name,
        "rep.other_names": ", ".join(candidate.other_names), "rep.contact": candidate.email, "req.kind": "Initial", "req.level": LEVELS["partial"],
        "kn.training_list": "See the list of trainings, tab F", "kn.training_proof": "See the certificates, tab G", "kn.fundamentals": "See tab H",
    }  # fmt: skip
    return answers | (_of_organization(organization) if organization else {}) | (_of_filing(filing) if filing else {})


def _of_organization(organization: Organization) -> dict[str, str]:
    known = organization.recognition_state
    return {
        "org.legal_name": organization.legal_name,
        "org.dba": organization.doing_business_as,
        "org.prior_names": organization.prior_names,
        "org.address": f"{organization.street}, {organization.city}, {organization.state} {organization.zip_code}",
        "org.phone": organization.phone,
        "org.email": organization.email,
        "org.website": organization.website,
        "org.recognition_state": {"recognized": RECOGNIZED, "applying": ACCOMPANIES}.get(known, ""),
        "org.recognition_date": day(organization.recognition_date) if organization.recognition_date else "",
        "org.locations": "; ".join(f"{location.name}, {location.address}" for location in organization.locations if location.recognized),
        "kn.support": "; ".join(support.name for support in organization.technical_support),
    }


def _of_filing(filing: Filing) -> dict[str, str]:
    served = filing.dates.get("served")
    service = [part for part in (day(served) if served else "", filing.service_method, f"served by {filing.server}" if filing.server else "") if part]
    return {
        "rep.role": ", ".join(part for part in (filing.role.capitalize(), filing.role_title) if part),
        "rep.prior_applications": filing.prior_applications,
        "rep.not_attorney": {True: "Not an attorney", False: "", None: ""}[filing.not_attorney],
        "req.kind": _kind_of(filing),
        "req.level": LEVELS.get(filing.requested_level, ""),
        "req.last_approval_date": day(filing.last_approved_on) if filing.last_approved_on else "",
        "req.last_level": LEVELS.get(filing.last_level, ""),
        "ren.frequency_uscis": filing.frequency_uscis,
        "ren.frequency_eoir": filing.frequency_eoir,
        "svc.recipients": "; ".join(_served(recipient) for recipient in filing.recipients),
        "svc.date": ", ".join(service),
    }


def _served(recipient: Recipient) -> str:
    """An office as it is written on the form; whether a person confirmed it is said, so that nobody copies a guess."""
    written = ", ".join(part for part in (recipient.name, recipient.address) if part)
    return written if recipient.confirmed_on else f"{written} (not confirmed yet)"


def _kind_of(filing: Filing) -> str:
    if is_renewal(filing.scheme):
        return "Renewal"
    return "Change from partial to full" if filing.scheme == "doj-partial-to-full" else "Initial"
