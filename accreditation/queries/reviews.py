"""The officer's review of a packet: its checklist, and what was confirmed so far."""

import json
from dataclasses import dataclass

from accreditation.models import Application, OfficerReview
from accreditation.policies.checklist import AT_FILING, PAPER_ITEMS
from accreditation.queries.filing_dossier import filing_dossier
from accreditation.schemes import schemes
from curriculum.api import enrollment_called
from lms.core.clock import local_date, now
from lms.vault.api import Unreadable, open_text


@dataclass(frozen=True)
class CheckItem:
    """One point to confirm. ``state`` and ``sentence`` are the finding's; empty for what is done on paper. ``at_filing``: it is met only then."""

    key: str
    title: str
    source: str
    mark: str
    state: str = ""
    sentence: str = ""

    @property
    def at_filing(self) -> bool:
        return self.key in AT_FILING

    @property
    def needs_reason(self) -> bool:
        return self.state == "missing" and not self.at_filing


def checklist_of(application: Application) -> list[CheckItem]:
    """The scheme's findings about the candidate now, then what is read and signed on paper.

    A kind of filing that no scheme describes, and a candidate without a place in a cohort, have the paper points only.
    """
    enrollment = enrollment_called(application.enrollment) if application.enrollment else None
    found = []
    if enrollment is not None and application.scheme in schemes:
        dossier = filing_dossier(enrollment, local_date(now(), enrollment.cohort.campus.time_zone), application)
        for finding in schemes.get(application.scheme).findings(dossier):
            asked = finding.requirement
            found.append(CheckItem(asked.key, asked.title, asked.source, asked.mark, finding.state, finding.sentence))
    return [*found, *(CheckItem(item.key, item.title, item.source, item.mark) for item in PAPER_ITEMS)]


def open_review_of(application: Application) -> OfficerReview | None:
    return OfficerReview.objects.filter(application=application, outcome=OfficerReview.Outcome.OPEN).first()


def accepted_in(review: OfficerReview) -> dict[str, str]:
    """The officer's reasons by key of the checklist; empty once the student's texts were erased."""
    if not review.sealed_accepted:
        return {}
    try:
        reasons: dict[str, str] = json.loads(open_text(review.student, bytes(review.sealed_accepted)))
    except Unreadable:
        return {}
    return reasons
