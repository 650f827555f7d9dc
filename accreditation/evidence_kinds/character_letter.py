"""A letter on character by somebody of the community. Tab I."""

from django.utils.translation import gettext_noop as mark

from accreditation.evidence_kinds.base import PAPER, EvidenceKind, dated
from accreditation.evidence_kinds.recommendation_letter import AGE, RELATION, WRITER
from accreditation.evidence_kinds.retention import LETTERS

KIND = EvidenceKind(
    key="character_letter",
    title=mark("Character letter"),
    explains=mark("By a professional of your community, on your character. A recommendation letter may say this too; then it counts for both."),
    source="8 CFR 1292.12(a)(1); Form EOIR-31A, point-by-point certification",
    mark="B",
    tab="I",
    in_packet=mark("Behind tab I, before the statement on the background check."),
    retention=LETTERS,
    asks=(WRITER, RELATION, dated(mark("Date of the letter"))),
    accepts=PAPER,
    requirements=("character_letter",),
    serves=("recommendation_letter",),
    expiry=AGE,
)
