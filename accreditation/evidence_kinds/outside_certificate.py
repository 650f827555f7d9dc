"""A certificate of training elsewhere; the proof of an outside training on the list. Tab G."""

from accreditation.evidence_kinds.base import PAPER, Asked, EvidenceKind, dated
from accreditation.evidence_kinds.retention import TRAINING

KIND = EvidenceKind(
    key="outside_certificate",
    title="Certificate of outside training",
    explains="A certificate or letter by which EOIR can check on its own that you completed a training somewhere else.",
    source="8 CFR 1292.12(c); EOIR, ICOR frequently asked questions (verifiable record)",
    mark="A",
    tab="G",
    in_packet="As G-1, G-2 … in the order of the list of trainings.",
    retention=TRAINING,
    asks=(
        Asked("training", "Title of the training", "text", "As the certificate says it."),
        Asked("provider", "Who gave it", "text"),
        dated("Completed on", "The last day of the training."),
    ),
    accepts=PAPER,
    requirements=("training_proof",),
)
