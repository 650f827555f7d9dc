"""A letter of the organization on the employment or volunteer role. Tab D."""

from django.utils.translation import gettext_noop as mark

from accreditation.evidence_kinds.base import PAPER, Asked, EvidenceKind, Expiry, dated
from accreditation.evidence_kinds.retention import LETTERS

KIND = EvidenceKind(
    key="role_letter",
    title=mark("Employment or volunteer letter"),
    explains=mark("The organization says that you work or volunteer there, what you will do, and who supervises you."),
    source="8 CFR 1292.12(a)(2)",
    mark="B",
    tab="D",
    in_packet=mark("With the description of qualifications and role."),
    retention=LETTERS,
    asks=(
        Asked("role", mark("Role"), "choice", choices=(("employee", mark("Employee")), ("volunteer", mark("Volunteer")))),
        Asked("writer", mark("Who signed it"), "text", mark("First and last name, and title.")),
        dated(mark("Date of the letter")),
    ),
    accepts=PAPER,
    requirements=("role_letter",),
    one=True,
    expiry=Expiry(12, "House rule: letters older than 12 months are warned about"),
)
