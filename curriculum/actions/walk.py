"""Beginning and ending a walk through a course; the session holds it, the log names it."""

from datetime import date, timedelta
from typing import Any

from curriculum.models import Cohort
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import iso_ms, now
from lms.core.errors import Invalid

LASTS = timedelta(hours=1)


def begin_walk(*, cohort: Cohort, on: date, by: Any) -> dict[str, Any]:
    """The facts of a new walk, to be put into the session. Raises ``Invalid`` for a day far from the cohort."""
    require(by, "curriculum.plan_cohort", cohort)
    if not cohort.starts_on - timedelta(days=366) <= on <= cohort.ends_on + timedelta(days=366):
        raise Invalid("Choose a day within a year of the cohort's dates.")
    _record("curriculum.walk_started", cohort, by, on=on.isoformat())
    program = cohort.program
    return {
        "cohort": cohort.slug, "name": cohort.name, "program": program.pk, "url": program.url, "on": on.isoformat(), "until": iso_ms(now() + LASTS),
    }  # fmt: skip


def end_walk(*, facts: dict[str, Any], by: Any) -> None:
    """Write down that the walk has ended, by its button or after its hour."""
    cohort = Cohort.objects.filter(slug=facts["cohort"]).select_related("campus").first()
    if cohort is not None:
        _record("curriculum.walk_ended", cohort, by)


def _record(kind: str, cohort: Cohort, by: Any, **data: str) -> None:
    facts = {"cohort": cohort.name, **data}
    record_event(kind, by=by, subject_kind="cohort", subject_id=cohort.public_id, campus=cohort.campus.slug, data=facts)
