"""What the cohort was given: times for an examination, more time for one student, weights and an exemption, and banks to practice from."""

from datetime import timedelta
from typing import Any

from assessments.api import (
    Given,
    Times,
    Weight,
    allow_practice,
    assessments_of,
    exempt_student,
    give_accommodation,
    practicable,
    practice_question,
    set_weights,
    set_windows,
)
from assessments.models import QuestionBank, QuestionVersion
from lms.core.clock import now
from lms.core.telling import telling_of
from lms.site.demonstration.assessed.answers import answers_to
from lms.site.demonstration.assessed.sitting import Sitter

TO_PRACTICE = ("role-ethics-authority", "asylum-1-refugee-definition", "client-skills")
EXAMINATIONS = "Examinations"


def give_times(page: Any, cohort: Any, *, coordinator: Any) -> None:
    """The examination was open for three days."""
    opens = now().replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=15)
    set_windows(cohort=cohort, times={page.pk: Times(given=True, opens_at=opens, closes_at=opens + timedelta(days=3))}, by=coordinator)


def give_more_time(enrollment: Any, *, coordinator: Any) -> None:
    given = Given(150, 20, 0, enrollment.cohort.starts_on, enrollment.cohort.ends_on)
    give_accommodation(enrollment=enrollment, assessment=None, given=given, reason="As agreed with the campus office on access.", by=coordinator)


def weigh(cohort: Any, midterm: Any, mock_file: Any, exempt: Any, *, teacher: Any) -> None:
    """Examinations weigh more than quizzes; of these the lowest is dropped. One student is exempt from the midterm."""
    heavy = {midterm.pk: Weight(4, EXAMINATIONS), mock_file.pk: Weight(3, EXAMINATIONS)}
    weights = {page.pk: heavy.get(page.pk, Weight(1, "Quizzes")) for page in assessments_of(cohort.program)}
    set_weights(cohort=cohort, weights=weights, drops={"Quizzes": 1}, by=teacher)
    exempt_student(enrollment=exempt, assessment=midterm, is_exempt=True, reason="Took the same examination in spring.", by=teacher)


def practice(sitters: list[Sitter], cohort: Any, *, teacher: Any) -> None:
    """Three banks are open to practice; ``sitters`` have been there on some days, so that questions stand in different boxes."""
    for bank in QuestionBank.objects.filter(slug__in=TO_PRACTICE, program=cohort.program):
        allow_practice(bank=bank, allowed=True, by=teacher)
    for sitter in sitters:
        found = [one.version for one in practicable(sitter.enrollment.student)][:9]
        versions = list(QuestionVersion.objects.filter(public_id__in=found).order_by("pk"))
        for day in (9, 5, 1):
            for version in versions[: 10 - day]:
                _practice(sitter, version, day)


def _practice(sitter: Sitter, version: QuestionVersion, days_ago: int) -> None:
    at = now() - timedelta(days=days_ago)
    asked = _Asked(version)
    form = answers_to([asked], skill=sitter.skill, dice=sitter.dice, writing="")
    with telling_of(at):
        practice_question(version=version, form=form, name="q1", today=at.date(), by=sitter.enrollment.student)


class _Asked:
    """A question asked alone, in the shape of an attempt's item."""

    position = 1

    def __init__(self, version: QuestionVersion) -> None:
        self.version = version
