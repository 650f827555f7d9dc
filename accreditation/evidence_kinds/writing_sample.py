"""A writing sample with every client's data removed; for full accreditation. Tab K."""

from django.utils.translation import gettext_noop as mark

from accreditation.evidence_kinds.base import Asked, EvidenceKind, dated
from accreditation.evidence_kinds.retention import TRAINING
from lms.vault.api import Accepts

KIND = EvidenceKind(
    key="writing_sample",
    title=mark("Writing sample"),
    explains=mark(
        "A motion, brief or memo that you wrote. Take out every name, number, date and address of a client first; black bars over text do not remove it."
    ),
    source="Matter of Bay Area Legal Services, 27 I&N Dec. 837, following Matter of EAC, Inc., 24 I&N Dec. 563 (BIA 2008); 8 CFR 1292.12(c)",
    mark="A",
    tab="K",
    in_packet=mark("Behind the advocacy training, for full accreditation only."),
    retention=TRAINING,
    asks=(
        Asked("training", mark("What it is"), "text", mark("For example: motion to continue. No names.")),
        dated(mark("Written on")),
        Asked("client_data_removed", mark("I removed everything that could tell who a client is."), "tick"),
    ),
    accepts=Accepts(types=("pdf", "docx", "odt", "text"), megabytes=10),
    requirements=("litigation_skills",),
    guarded=True,
)
