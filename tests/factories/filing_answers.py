"""Somebody's open application with its keepers, ready for answers."""

from datetime import date
from typing import Any

from accreditation.actions.put_recipient import put_recipient
from accreditation.models import Application, ServiceRecipient
from accreditation.policies.filing_answers import FormAnswers
from curriculum.models import Enrollment
from lms.core.clock import local_date, now
from tests.factories.applications import accredited, opened, recognized_organization
from tests.factories.course import member


class AnswerRoom:
    """A coordinator, an officer, and a request of the student of ``place``; with ``renewal`` it renews an accreditation."""

    def __init__(self, place: Enrollment, *, renewal: str = "") -> None:
        self.place, self.campus = place, place.cohort.campus
        self.today = local_date(now(), self.campus.time_zone)
        self.emil, self.olga = member("emil@north.example", "coordinator", self.campus), member("olga@north.example", "officer", self.campus)
        self.organization = recognized_organization(self.campus, by=self.olga)
        if renewal:
            level = "full" if renewal.endswith("full") else "partial"
            accredited(place, self.organization, by=self.olga, approved_on=date(2024, 1, 2), expires_on=date(2027, 1, 1), level=level)
        self.application: Application = opened(place, self.organization, by=self.emil, scheme=renewal or "doj-partial-initial")

    def office(self, name: str = "USCIS Boston", **changes: Any) -> ServiceRecipient:
        facts = {"address": "15 New Sudbury Street, Boston", "zip_code": "02108", "by": self.emil, **changes}
        return put_recipient(application=self.application, name=name, **facts)


def said(**changes: Any) -> FormAnswers:
    return FormAnswers(**{"prior_applications": "none", "not_attorney": True, "service_method": "email", "server": "Olga Costa", **changes})
