"""The first request of a graduate. What a demonstration must not make is missing: signatures, proof of service, a form compared with the real one."""

from datetime import date, timedelta
from typing import Any

from accreditation.api import (
    FormAnswers,
    Owner,
    answer_form,
    confirm_recipient,
    move_application,
    open_application,
    put_recipient,
    submit_evidence,
    verify_evidence,
)
from lms.people.api import User
from lms.site.demonstration.finished.papers import ATTORNEY, CHARACTER, FROM_ATTORNEY, FROM_PROFESSOR, NEIGHBOR, PROFESSOR, RESUME, ROLE, Paper

SCHEME = "doj-partial-initial"
NONE_BEFORE = "None. The person has not been accredited before and has made no earlier request."


def request_accreditation(enrollment: Any, organization: Any, *, people: dict[str, User], today: date) -> Any:
    """Open the request, answer the form, hand in and verify the documents, and give the packet to the officer."""
    coordinator = people["coordinator"]
    application = open_application(
        enrollment=enrollment, organization=organization, scheme=SCHEME, role="volunteer", role_title="Intake and interviews",
        graduates_on=today + timedelta(days=540), not_attorney=True, by=coordinator,
    )  # fmt: skip
    answers = FormAnswers(prior_applications=NONE_BEFORE, not_attorney=True, service_method="email", server=people["officer"].legal_name)
    answer_form(application=application, answers=answers, seen=0, by=coordinator)
    office = put_recipient(
        application=application, name="USCIS district office (invented)", address="1 Example Square, Boston, MA 02203", zip_code="02903", by=coordinator
    )  # fmt: skip
    confirm_recipient(recipient=office, on=today, by=coordinator, today=today)
    hand_in_papers(enrollment, people=people, dated=today - timedelta(days=21))
    move_application(application=application, move="assemble", by=coordinator)
    return move_application(application=application, move="check_done", by=coordinator)


def hand_in_papers(enrollment: Any, *, people: dict[str, User], dated: date) -> None:
    desk = Desk(enrollment, people)
    desk.verified("resume", RESUME, dated)
    desk.verified("recommendation_letter", FROM_ATTORNEY, dated, writer=ATTORNEY[0], relation="Supervising attorney since February 2025")
    desk.verified("recommendation_letter", FROM_PROFESSOR, dated, writer=PROFESSOR[0], relation="Professor for three years")
    desk.verified("character_letter", CHARACTER, dated, writer=NEIGHBOR[0], relation="Director of the library where the student volunteers")
    desk.verified("role_letter", ROLE, dated, role="volunteer", writer="Odile Renner, director")
    desk.verified("background_check", None, dated, made_by="State police (invented)", outcome="nothing_found")


class Desk:
    """Where a student's documents are handed in by them, or by the coordinator, and verified by a second person."""

    def __init__(self, enrollment: Any, people: dict[str, User]) -> None:
        campus = enrollment.cohort.campus
        self.student, self.people = enrollment.student, people
        self.owner = Owner(student=enrollment.student.public_id, campus=campus.slug, zone=campus.time_zone)

    def verified(self, kind: str, paper: Paper | None, dated: date, **typed: Any) -> None:
        file = paper.as_file(dated, self.student.legal_name) if paper else None
        by = self.student if paper else self.people["coordinator"]
        found = submit_evidence(kind=kind, owner=self.owner, typed={"dated": dated, **typed}, file=file, by=by)
        verify_evidence(evidence=found.evidence, by=self.people["coordinator2"])
