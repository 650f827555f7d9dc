"""A scan of the form as people signed it. Signatures are recorded here and never made. Tab A."""

from django.utils.translation import gettext_noop as mark

from accreditation.evidence_kinds.base import PAPER, Asked, EvidenceKind, dated
from accreditation.evidence_kinds.retention import ORIGINALS

SIGNERS = (("representative", mark("The student, as proposed representative")), ("officer", mark("The authorized officer")))

KIND = EvidenceKind(
    key="signed_form",
    title=mark("Signed form"),
    explains=mark("The form after it was signed, on paper or with one’s own tool. Keep the original."),
    source="8 CFR 1292.12(b)",
    mark="C",
    tab="A",
    in_packet=mark("The scan itself; a worksheet never takes its place."),
    retention=ORIGINALS,
    asks=(Asked("signers", mark("Who signed"), "choices", choices=SIGNERS), dated(mark("Date of the last signature"))),
    accepts=PAPER,
    requirements=("signatures",),
)
