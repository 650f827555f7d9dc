"""The notice of the last accreditation; asked at renewal and at the step from partial to full. Tab B."""

from accreditation.evidence_kinds.base import PAPER, Asked, EvidenceKind, dated
from accreditation.evidence_kinds.retention import ORIGINALS

KIND = EvidenceKind(
    key="last_approval",
    title="Last accreditation notice",
    explains="The notice by which you were last accredited, with the level and the day on which it ends.",
    source="8 CFR 1292.16(b), (c)(2); domain reference, 4.1",
    mark="C",
    tab="B",
    in_packet="Behind the recognition notice, in renewals and in the step from partial to full.",
    retention=ORIGINALS,
    asks=(
        dated("Date of the notice"),
        Asked("level", "Level", "choice", choices=(("partial", "Partial"), ("full", "Full"))),
        Asked("ends_on", "Accreditation ends on", "day", "The day printed on the notice.", required=False),
    ),
    accepts=PAPER,
    requirements=("last_approval",),
    one=True,
)
