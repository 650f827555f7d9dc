"""Proof of a court-skills training, a mock hearing or an observed hearing; for full accreditation. Tab K."""

from django.utils.translation import gettext_noop as mark

from accreditation.evidence_kinds.base import PAPER, Asked, EvidenceKind, dated
from accreditation.evidence_kinds.retention import TRAINING

SHAPES = (
    ("court_skills", mark("Court-skills course")),
    ("mock_hearing", mark("Record of a mock hearing")),
    ("observed_hearing", mark("Observed hearing, without names of parties")),
    ("second_chair", mark("Attorney’s statement on second-chair work")),
    ("degree", mark("Law degree or moot-court credits")),
)

KIND = EvidenceKind(
    key="advocacy_training",
    title=mark("Advocacy training"),
    explains=mark("Shows skill in court: presenting documents, questioning witnesses, arguing, writing motions and briefs."),
    source="Matter of Bay Area Legal Services, 27 I&N Dec. 837, following Matter of EAC, Inc., 24 I&N Dec. 563 (BIA 2008); 8 CFR 1292.12(c)",
    mark="A",
    tab="K",
    in_packet=mark("In the order of its date, for full accreditation only."),
    retention=TRAINING,
    asks=(
        Asked("shape", mark("What it is"), "choice", choices=SHAPES),
        Asked("training", mark("Title"), "text", mark("As the document says it, without names of parties.")),
        Asked("provider", mark("Who gave or confirms it"), "text"),
        dated(mark("Date")),
    ),
    accepts=PAPER,
    requirements=("litigation_skills",),
)
