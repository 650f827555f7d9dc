"""A background check: its date and outcome. The report itself is not kept. Tab I."""

from django.utils.translation import gettext_noop as mark

from accreditation.evidence_kinds.base import NO_FILE, STAFF, Asked, EvidenceKind, Expiry, dated
from accreditation.evidence_kinds.retention import CHECKS

OUTCOMES = (("nothing_found", mark("Nothing was found")), ("something_found", mark("Something was found; the authorized officer talks with the student")))

KIND = EvidenceKind(
    key="background_check",
    title=mark("Background check"),
    explains=mark("Show the report to your coordinator on paper. Only its date, who made it and its outcome are kept here, never the report."),
    source="8 CFR 1292.12(a)(1); Form EOIR-31A, point-by-point certification",
    mark="B",
    tab="I",
    in_packet=mark("A statement with the date, who made it, and that nothing was found, where that is so. The report is not printed."),
    retention=CHECKS,
    asks=(
        dated(mark("Date of the report")),
        Asked("made_by", mark("Who made it"), "text", mark("The agency or company.")),
        Asked("outcome", mark("Outcome"), "choice", choices=OUTCOMES),
    ),
    accepts=NO_FILE,
    requirements=("background_check",),
    one=True,
    expiry=Expiry(6, "House rule: background checks older than 6 months are warned about"),
    readers=STAFF,
)
