"""Somebody accredited before, who took the program as training for the renewal: trainings of each year, and the renewal that is being put together."""

from datetime import date, timedelta
from typing import Any

from accreditation.api import OutsideFacts, approve_outside_training, hold_document, open_application, record_accreditation, record_outside_training
from lms.people.api import User
from lms.site.demonstration.finished.papers import LAST_APPROVAL, workshop
from lms.site.demonstration.finished.request import Desk

APPROVED_AGO, LASTS = timedelta(days=1010), timedelta(days=1095)
PROOF = "Notice of EOIR (invented)"
TRAININGS = (
    (timedelta(days=760), "Asylum law after a year of change", {"asylum": 120, "withholding_cat": 60}),
    (timedelta(days=420), "Family petitions and adjustment", {"family": 90, "adjustment_consular": 90}),
)
"""How long ago, what, and minutes by topic: one in each of the first two years; the program itself is the training of the third."""


def renew(enrollment: Any, organization: Any, *, people: dict[str, User], today: date) -> Any:
    """Record the accreditation as it was given, the trainings since, and open the renewal."""
    approved = today - APPROVED_AGO
    record_accreditation(
        enrollment=enrollment, organization=organization, level="partial", approved_on=approved, expires_on=approved + LASTS, role="volunteer",
        role_title="Partially accredited representative", proof=PROOF, by=people["officer"],
    )  # fmt: skip
    for ago, title, topics in TRAININGS:
        _train(enrollment, today - ago, title, topics, people)
    Desk(enrollment, people).verified("last_approval", LAST_APPROVAL, approved, ends_on=approved + LASTS, level="partial")
    return open_application(
        enrollment=enrollment, organization=organization, scheme="doj-renewal-partial", role="volunteer", role_title="Partially accredited representative",
        not_attorney=True, by=people["coordinator"],
    )  # fmt: skip


def _train(enrollment: Any, on: date, title: str, topics: dict[str, int], people: dict[str, User]) -> None:
    minutes = sum(topics.values())
    facts = OutsideFacts(
        title=title, provider="Ocean State Immigration Forum", first_on=on, last_on=on, minutes=minutes, mode="live_remote", category="external_training",
        topics=topics, provider_address="4 Market Square, Providence, RI 02903", description="Lectures with cases to work on.",
    )  # fmt: skip
    data = workshop(title, minutes).as_file(on, enrollment.student.legal_name).read()
    document, _ = hold_document(enrollment=enrollment, source=data, name="certificate.pdf", by=enrollment.student)
    training = record_outside_training(enrollment=enrollment, facts=facts, document=document, by=enrollment.student)
    approve_outside_training(training=training, by=people["coordinator"])
