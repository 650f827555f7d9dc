"""A certificate of training elsewhere; the proof of an outside training on the list, so no filing asks for it by itself. Tab G."""

from django.utils.translation import gettext_noop as mark

from accreditation.evidence_kinds.base import PAPER, Asked, EvidenceKind, dated
from accreditation.evidence_kinds.retention import TRAINING

KIND = EvidenceKind(
    key="outside_certificate",
    title=mark("Certificate of outside training"),
    explains=mark("A certificate or letter by which EOIR can check on its own that you completed a training somewhere else."),
    source="8 CFR 1292.12(c); EOIR, ICOR frequently asked questions (verifiable record)",
    mark="A",
    tab="G",
    in_packet=mark("As G-1, G-2 … in the order of the list of trainings."),
    retention=TRAINING,
    asks=(
        Asked("training", mark("Title of the training"), "text", mark("As the certificate says it.")),
        Asked("provider", mark("Who gave it"), "text"),
        dated(mark("Completed on"), mark("The last day of the training.")),
    ),
    accepts=PAPER,
)
