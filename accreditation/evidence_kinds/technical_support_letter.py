"""The letter of who helps the organization with the law. Tab J."""

from django.utils.translation import gettext_noop as mark

from accreditation.evidence_kinds.base import PAPER, Asked, EvidenceKind, Expiry, dated
from accreditation.evidence_kinds.retention import ORGANIZATION

KIND = EvidenceKind(
    key="technical_support_letter",
    title=mark("Technical legal support letter"),
    explains=mark("An attorney or accredited representative agrees to help the organization: scope, how to reach them, when to refer."),
    source="Matter of EAC, Inc., 24 I&N Dec. 556 (BIA 2008)",
    mark="A",
    tab="J",
    in_packet=mark("With the resources and the referral plan."),
    retention=ORGANIZATION,
    asks=(
        Asked("writer", mark("Who gives the support"), "text", mark("First and last name.")),
        dated(mark("Date of the letter")),
        Asked("ends_on", mark("Agreement ends on"), "day", mark("If it names a day."), required=False),
    ),
    accepts=PAPER,
    about="organization",
    added_by=("staff",),
    requirements=("technical_support",),
    expiry=Expiry(12, "House rule: letters older than 12 months are warned about"),
)
