"""Every kind of evidence, in the order in which they are brought together: by tab, the signed form and its service last.

A new one is a file and a line here (docs/how-to/add-an-evidence-kind.md).
"""

from accreditation.evidence_kinds import (
    advocacy_training,
    background_check,
    character_letter,
    last_approval,
    outside_certificate,
    proof_of_service,
    recognition_notice,
    recommendation_letter,
    resume,
    role_letter,
    signed_form,
    technical_support_letter,
    writing_sample,
)
from accreditation.evidence_kinds.base import Asked, EvidenceKind
from lms.core.registry import Registry

evidence_kinds: Registry[EvidenceKind] = Registry("kind of evidence")
for _module in (
    recognition_notice,
    last_approval,
    resume,
    role_letter,
    recommendation_letter,
    outside_certificate,
    character_letter,
    background_check,
    technical_support_letter,
    advocacy_training,
    writing_sample,
    signed_form,
    proof_of_service,
):
    evidence_kinds.register(_module.KIND.key, _module.KIND)

__all__ = ["Asked", "EvidenceKind", "evidence_kinds"]
