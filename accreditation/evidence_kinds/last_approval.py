"""The notice of the last accreditation; asked at renewal and at the step from partial to full. Tab B."""

from django.utils.translation import gettext_noop as mark

from accreditation.evidence_kinds.base import PAPER, Asked, EvidenceKind, dated
from accreditation.evidence_kinds.retention import ORIGINALS

KIND = EvidenceKind(
    key="last_approval",
    title=mark("Last accreditation notice"),
    explains=mark("The notice by which you were last accredited, with the level and the day on which it ends."),
    source="8 CFR 1292.16(b), (c)(2)",
    mark="C",
    tab="B",
    in_packet=mark("Behind the recognition notice, in renewals and in the step from partial to full."),
    retention=ORIGINALS,
    asks=(
        dated(mark("Date of the notice")),
        Asked("level", mark("Level"), "choice", choices=(("partial", mark("Partial")), ("full", mark("Full")))),
        Asked("ends_on", mark("Accreditation ends on"), "day", mark("The day printed on the notice."), required=False),
    ),
    accepts=PAPER,
    requirements=("last_approval",),
    one=True,
)
