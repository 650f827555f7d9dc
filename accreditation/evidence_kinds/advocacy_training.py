"""Proof of a court-skills training, a mock hearing or an observed hearing; for full accreditation. Tab K."""

from accreditation.evidence_kinds.base import PAPER, Asked, EvidenceKind, dated
from accreditation.evidence_kinds.retention import TRAINING

SHAPES = (
    ("court_skills", "Court-skills course"),
    ("mock_hearing", "Record of a mock hearing"),
    ("observed_hearing", "Observed hearing, without names of parties"),
    ("second_chair", "Attorney’s statement on second-chair work"),
    ("degree", "Law degree or moot-court credits"),
)

KIND = EvidenceKind(
    key="advocacy_training",
    title="Advocacy training",
    explains="Shows skill in court: presenting documents, questioning witnesses, arguing, writing motions and briefs.",
    source="Matter of Bay Area Legal Services, 27 I&N Dec. 837, following Matter of EAC, Inc., 24 I&N Dec. 563 (BIA 2008); 8 CFR 1292.12(c)",
    mark="A",
    tab="K",
    in_packet="In the order of its date, for full accreditation only.",
    retention=TRAINING,
    asks=(
        Asked("shape", "What it is", "choice", choices=SHAPES),
        Asked("training", "Title", "text", "As the document says it, without names of parties."),
        Asked("provider", "Who gave or confirms it", "text"),
        dated("Date"),
    ),
    accepts=PAPER,
    requirements=("advocacy_training",),
)
