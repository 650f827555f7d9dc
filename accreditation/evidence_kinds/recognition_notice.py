"""The organization's notice of recognition. Tab B."""

from django.utils.translation import gettext_noop as mark

from accreditation.evidence_kinds.base import PAPER, Asked, EvidenceKind, dated
from accreditation.evidence_kinds.retention import ORGANIZATION

KIND = EvidenceKind(
    key="recognition_notice",
    title=mark("Recognition notice"),
    explains=mark("The notice by which the organization was recognized, or its recognition renewed."),
    source="8 CFR 1292.11, 1292.12(a)",
    mark="A",
    tab="B",
    in_packet=mark("In front of the last accreditation notice, for every candidate of the organization."),
    retention=ORGANIZATION,
    asks=(dated(mark("Date of the notice")), Asked("ends_on", mark("Recognition ends on"), "day", mark("If the notice says a day."), required=False)),
    accepts=PAPER,
    about="organization",
    added_by=("staff",),
    requirements=("recognition_notice",),
    one=True,
)
