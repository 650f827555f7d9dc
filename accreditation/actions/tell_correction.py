"""Telling people about a correction of an entry: who may approve it, then who proposed it and whose hours they are."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from accreditation.models import Correction, CorrectionState
from accreditation.rules.records import DECIDERS
from lms.notices.api import notify
from lms.people.api import User, administrators, campus_called, holders_of, person_called


def tell_proposed(correction: Correction) -> None:
    """A second person is wanted: everybody of the campus who may decide, or else who looks after all of them."""
    for person in _deciders(correction):
        notify(
            person, "accreditation.correction_proposed", subject_line="A correction waits for approval",
            text="Somebody proposed a correction of a student's hours. A second person decides; you may be that person.",
            url=reverse("cohorts:approvals"), key=f"correction-proposed:{correction.public_id}",
        )  # fmt: skip


def _deciders(correction: Correction) -> Iterable[User]:
    concerned = [correction.proposed_by, correction.student]
    campus = campus_called(correction.campus)
    deciders = list(holders_of(campus.pk, *DECIDERS).exclude(public_id__in=concerned)) if campus else []
    return deciders or administrators().exclude(public_id__in=concerned)


def tell_decided(correction: Correction) -> None:
    """The word on it, to the proposer and to the student; neither figures nor reasons, which stand on the page."""
    approved = correction.state == CorrectionState.APPROVED
    proposer, student = person_called(correction.proposed_by), person_called(correction.student)
    subject = "Your proposed correction was approved" if approved else "Your proposed correction was declined"
    _tell(proposer, correction, subject, "The entry was replaced." if approved else "The entry stays as it is. The answer says why.", _entry_of(correction))
    subject = "An entry of your record was corrected" if approved else "An entry of your record was reviewed"
    text = "Your record shows the old entry, the new one, and why." if approved else "A correction was proposed and declined. Your record stays as it is."
    _tell(student, correction, subject, text, reverse("record:entry", args=[correction.seq]))


def _entry_of(correction: Correction) -> str:
    return reverse("cohorts:entry", args=[correction.enrollment, correction.seq]) if correction.enrollment else ""


def _tell(person: Any, correction: Correction, subject_line: str, text: str, url: str) -> None:
    """Somebody who is gone is told nothing."""
    if person is not None:
        key = f"correction-decided:{correction.public_id}"
        notify(person, "accreditation.correction_decided", subject_line=subject_line, text=text, url=url, key=key)
