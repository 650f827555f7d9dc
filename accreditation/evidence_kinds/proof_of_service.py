"""Proof that a full copy was served: when, how, and on whom. Tabs A and L."""

from accreditation.evidence_kinds.base import PAPER, Asked, EvidenceKind, dated
from accreditation.evidence_kinds.retention import ORIGINALS

METHODS = (("email", "E-mail"), ("mail", "Mail"), ("courier", "Courier"), ("hand", "In person"))

KIND = EvidenceKind(
    key="proof_of_service",
    title="Proof of service",
    explains="The dated proof that a full copy went to each office that must have one: the sent e-mail, a receipt, or a signed statement.",
    source="8 CFR 1292.13(a); CLINIC best practices, tip 4",
    mark="A",
    tab="L",
    in_packet="Named with the form at tab A, with proof of delivery at tab L.",
    retention=ORIGINALS,
    asks=(
        dated("Served on"),
        Asked("method", "How", "choice", choices=METHODS),
        Asked("recipient", "On whom", "text", "The office, for example: USCIS Boston District Director."),
    ),
    accepts=PAPER,
    added_by=("staff",),
    requirements=("proof_of_service",),
)
