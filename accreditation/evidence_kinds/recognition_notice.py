"""The organization's notice of recognition. Tab B."""

from accreditation.evidence_kinds.base import PAPER, Asked, EvidenceKind, dated
from accreditation.evidence_kinds.retention import ORGANIZATION

KIND = EvidenceKind(
    key="recognition_notice",
    title="Recognition notice",
    explains="The notice by which the organization was recognized, or its recognition renewed.",
    source="8 CFR 1292.11, 1292.12(a)",
    mark="A",
    tab="B",
    in_packet="In front of the last accreditation notice, for every candidate of the organization.",
    retention=ORGANIZATION,
    asks=(dated("Date of the notice"), Asked("ends_on", "Recognition ends on", "day", "If the notice says a day.", required=False)),
    accepts=PAPER,
    about="organization",
    added_by=("staff",),
    requirements=("recognition_notice",),
    one=True,
)
