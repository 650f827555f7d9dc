"""Every requirement there is, in the order a filing is read. A new one is a file and a line here."""

from accreditation.requirements import (
    character,
    form_edition,
    fundamentals_course,
    legal_name,
    program_minutes,
    proof_of_service,
    recognition_notice,
    recommendation_letters,
    required_assessments,
    required_topics,
    resume,
    role_letter,
    signatures,
    technical_support,
    training_proof,
)
from accreditation.requirements.base import Finding, Requirement, find
from lms.core.registry import Registry

requirements: Registry[Requirement] = Registry("requirement")
for _module in (
    form_edition,
    legal_name,
    signatures,
    proof_of_service,
    recognition_notice,
    role_letter,
    resume,
    recommendation_letters,
    program_minutes,
    required_topics,
    required_assessments,
    fundamentals_course,
    training_proof,
    character,
    technical_support,
):
    requirements.register(_module.REQUIREMENT.key, _module.REQUIREMENT)

__all__ = ["Finding", "Requirement", "find", "requirements"]
