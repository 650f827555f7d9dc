"""A letter of recommendation; letters of at least two different writers are needed. Tab E."""

from accreditation.evidence_kinds.base import PAPER, Asked, EvidenceKind, Expiry, dated
from accreditation.evidence_kinds.retention import LETTERS

WRITER = Asked("writer", "Who wrote it", "text", "First and last name, as in the signature.")
RELATION = Asked("relation", "How the writer knows you", "text", "For example: supervising attorney, professor, employer.")
AGE = Expiry(12, "House rule (domain reference, 3.7): letters older than 12 months are warned about")

KIND = EvidenceKind(
    key="recommendation_letter",
    title="Recommendation letter",
    explains="On your knowledge and experience: how the writer knows you, since when, and what that is based on; dated, signed, on letterhead.",
    source="8 CFR 1292.12(c)",
    mark="C",
    tab="E",
    in_packet="Each letter in the order of its date; letters of the same writer are counted once.",
    retention=LETTERS,
    asks=(WRITER, RELATION, dated("Date of the letter")),
    accepts=PAPER,
    requirements=("recommendation_letters",),
    needed=2,
    serves=("character_letter",),
    expiry=AGE,
)
