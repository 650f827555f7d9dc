"""What only people can say for the form, as plain data, and which questions a kind of filing asks (domain reference, 2.2, G2, G4 and G8)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from accreditation.policies.application_facts import FULL, is_renewal, level_of

LONGEST_TEXT, LONGEST_LINE = 2000, 300
YEARS_ASKED = 3  # how far back the frequency questions look
ZIP_CODE = re.compile(r"\d{5}(-\d{4})?", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class FormAnswers:
    """One version of the answers. Empty texts and ``None`` are questions that nobody answered yet.

    ``prior_applications`` tells of every earlier application, “none” included. The frequencies are of direct representation in the last three years.
    ``service_method`` is a key of ``ServiceMethod``, ``server`` the name of who serves the copy, ``without_certificate`` public ids of outside trainings.
    """

    prior_applications: str = ""
    not_attorney: bool | None = None
    frequency_uscis: str = ""
    frequency_eoir: str = ""
    service_method: str = ""
    server: str = ""
    without_certificate: tuple[str, ...] = ()


def asks_uscis(scheme: str) -> bool:
    """Whether the form asks how often before USCIS: at every renewal."""
    return is_renewal(scheme)


def asks_eoir(scheme: str) -> bool:
    """Whether the form asks how often before EOIR: at the renewal of full accreditation."""
    return is_renewal(scheme) and level_of(scheme) == FULL


def tidied(answers: FormAnswers, scheme: str) -> FormAnswers:
    """Without blanks around texts, and without an answer to what ``scheme`` does not ask."""
    return FormAnswers(
        prior_applications=answers.prior_applications.strip(),
        not_attorney=answers.not_attorney,
        frequency_uscis=answers.frequency_uscis.strip() if asks_uscis(scheme) else "",
        frequency_eoir=answers.frequency_eoir.strip() if asks_eoir(scheme) else "",
        service_method=answers.service_method,
        server=answers.server.strip(),
        without_certificate=tuple(sorted(set(answers.without_certificate))),
    )


def faults_of(answers: FormAnswers, methods: Iterable[str], trainings: Iterable[str]) -> list[str]:
    """What cannot be kept: texts that are too long, an unknown way of service, a training that is not one of ``trainings``."""
    faults = []
    if len(answers.prior_applications) > LONGEST_TEXT:
        faults.append(f"Earlier applications: {LONGEST_TEXT} characters at most. Put the rest on a sheet of its own, and name the sheet here.")
    if any(len(text) > LONGEST_LINE for text in (answers.frequency_uscis, answers.frequency_eoir, answers.server)):
        faults.append(f"How often, and who serves: {LONGEST_LINE} characters at most.")
    if answers.service_method and answers.service_method not in set(methods):
        faults.append("Choose how the copy is served from the list.")
    if not set(answers.without_certificate) <= set(trainings):
        faults.append("“No certificate” can be marked for an outside training of this person that has none.")
    return faults


def faults_of_recipient(name: str, address: str, zip_code: str) -> list[str]:
    faults = []
    if not name or not address:
        faults.append("Give the name of the USCIS office and the address it is served at.")
    if len(name) > 200 or len(address) > 300:
        faults.append("The name has 200 characters at most, the address 300.")
    if not ZIP_CODE.fullmatch(zip_code):
        faults.append("Give the ZIP code as 5 digits, or 9 with a hyphen.")
    return faults
