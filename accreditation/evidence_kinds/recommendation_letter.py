"""A letter of recommendation; letters of at least two different writers are needed. Tab E."""

from django.utils.translation import gettext_noop as mark

from accreditation.evidence_kinds.base import PAPER, Asked, EvidenceKind, Expiry, dated
from accreditation.evidence_kinds.retention import LETTERS

WRITER = Asked("writer", mark("Who wrote it"), "text", mark("First and last name, as in the signature."))
RELATION = Asked("relation", mark("How the writer knows you"), "text", mark("For example: supervising attorney, professor, employer."))
AGE = Expiry(12, "House rule: letters older than 12 months are warned about")

KIND = EvidenceKind(
    key="recommendation_letter",
    title=mark("Recommendation letter"),
    explains=mark("On your knowledge and experience: how the writer knows you, since when, and what that is based on; dated, signed, on letterhead."),
    source="8 CFR 1292.12(c)",
    mark="C",
    tab="E",
    in_packet=mark("Each letter in the order of its date; letters of the same writer are counted once."),
    retention=LETTERS,
    asks=(WRITER, RELATION, dated(mark("Date of the letter"))),
    accepts=PAPER,
    requirements=("recommendation_letters",),
    needed=2,
    serves=("character_letter",),
    expiry=AGE,
)
