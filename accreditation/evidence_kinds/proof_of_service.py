"""Proof that a full copy was served: when, how, and on whom. Tabs A and L."""

from django.utils.translation import gettext_noop as mark

from accreditation.evidence_kinds.base import PAPER, Asked, EvidenceKind, dated
from accreditation.evidence_kinds.retention import ORIGINALS

METHODS = (("email", mark("E-mail")), ("mail", mark("Mail")), ("courier", mark("Courier")), ("hand", mark("In person")))

KIND = EvidenceKind(
    key="proof_of_service",
    title=mark("Proof of service"),
    explains=mark("The dated proof that a full copy went to each office that must have one: the sent e-mail, a receipt, or a signed statement."),
    source="8 CFR 1292.13(a); CLINIC best practices, tip 4",
    mark="A",
    tab="L",
    in_packet=mark("Named with the form at tab A, with proof of delivery at tab L."),
    retention=ORIGINALS,
    asks=(
        dated(mark("Served on")),
        Asked("method", mark("How"), "choice", choices=METHODS),
        Asked("recipient", mark("On whom"), "text", mark("The office, for example: USCIS Boston District Director.")),
    ),
    accepts=PAPER,
    added_by=("staff",),
    requirements=("proof_of_service",),
)
