"""A resume. Tab C."""

from django.utils.translation import gettext_noop as mark

from accreditation.evidence_kinds.base import TYPED_OR_PAPER, EvidenceKind, dated
from accreditation.evidence_kinds.retention import LETTERS

KIND = EvidenceKind(
    key="resume",
    title=mark("Resume"),
    explains=mark("Education, work with immigrants, languages, and a summary of your training. A PDF is best: only PDFs and pictures can be bound."),
    source="8 CFR 1292.12(c); Matter of EAC, Inc., 24 I&N Dec. 563 (BIA 2008)",
    mark="A",
    tab="C",
    in_packet=mark("The resume as it was handed in; for full accreditation it shows court experience."),
    retention=LETTERS,
    asks=(dated(mark("As of"), mark("The day on which it was last brought up to date.")),),
    accepts=TYPED_OR_PAPER,
    requirements=("resume",),
    one=True,
)
