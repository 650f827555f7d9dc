"""Certificates of the cohort that is over: what they say, who signs, and their issue by a coordinator."""

from datetime import date, datetime, timedelta
from typing import Any

from accreditation.api import appoint_signatory, issue_certificate, set_certificate_template
from lms.core.telling import telling_of
from lms.people.api import User
from lms.site.demonstration.finished.graduate import Graduate

ADDRESS = "100 College Road, Providence, RI 02906"
COURSES = {"law_and_skills": "", "organizing": "Law & Immigration Training: community organizing"}
"""What each track's certificate calls the course; empty is the usual name."""


def issue_certificates(cohort: Any, graduates: list[Graduate], *, people: dict[str, User], at: datetime) -> None:
    """At ``at``: both certificates of everybody who completed the track."""
    coordinator = people["coordinator"]
    with telling_of(at - timedelta(days=100)):
        appoint_signatory(
            campus=cohort.campus, name="Miriam Falk", title="Director of the program", appointed_from=date(2025, 9, 1), by=coordinator
        )  # fmt: skip
        for track, course in COURSES.items():
            wording = {"title": "Certificate of completion", "course": course, "provider": cohort.campus.name, "provider_address": ADDRESS}
            set_certificate_template(cohort=cohort, track=track, wording=wording, by=coordinator)
    with telling_of(at):
        for graduate in graduates:
            for track in COURSES:
                issue_certificate(enrollment=graduate.enrollment, track=track, by=coordinator)
