"""A letter of the organization on the employment or volunteer role. Tab D."""

from accreditation.evidence_kinds.base import PAPER, Asked, EvidenceKind, Expiry, dated
from accreditation.evidence_kinds.retention import LETTERS

KIND = EvidenceKind(
    key="role_letter",
    title="Employment or volunteer letter",
    explains="The organization says that you work or volunteer there, what you will do, and who supervises you.",
    source="8 CFR 1292.12(a)(2)",
    mark="B",
    tab="D",
    in_packet="With the description of qualifications and role.",
    retention=LETTERS,
    asks=(
        Asked("role", "Role", "choice", choices=(("employee", "Employee"), ("volunteer", "Volunteer"))),
        Asked("writer", "Who signed it", "text", "First and last name, and title."),
        dated("Date of the letter"),
    ),
    accepts=PAPER,
    requirements=("role_letter",),
    one=True,
    expiry=Expiry(12, "House rule (domain reference, 3.7): letters older than 12 months are warned about"),
)
