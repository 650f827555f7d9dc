"""Attempts of many students, sat through the actions themselves."""

from typing import Any

from assessments.actions.save_responses import save_responses
from assessments.actions.start_attempt import start_attempt
from assessments.actions.submit_attempt import submit_attempt
from assessments.models import AssessmentPage, Attempt
from curriculum.api import put_enrollment
from curriculum.models import Cohort, Enrollment
from tests.factories.cohorts import student_of
from tests.factories.course import TERM_BEGAN


def enrolled(cohort: Cohort, name: str) -> Enrollment:
    """A student of the cohort's campus with a place in it."""
    return put_enrollment(student=student_of(cohort.campus, name), cohort=cohort, since=TERM_BEGAN)


def sat(enrollment: Enrollment, page: AssessmentPage, **answers: Any) -> Attempt:
    """A submitted attempt; ``answers`` by the question's external id with underscores, as the form sends them."""
    attempt = start_attempt(assessment=page, enrollment=enrollment, by=enrollment.student)
    places = {item.version.question.external_id.replace("-", "_"): f"q{item.position}" for item in attempt.items.select_related("version__question")}
    form = {places[name]: value if isinstance(value, list) else [value] for name, value in answers.items()}
    if form:
        save_responses(attempt=attempt, form=form, key="all", by=enrollment.student)
    return submit_attempt(attempt=attempt, by=enrollment.student)
