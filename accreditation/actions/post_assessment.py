"""Crediting a completed attempt: the assessment's stated minutes, once per enrollment (hours.md, section 3)."""

from typing import Any

from accreditation.ledger.append import Posted, append
from accreditation.ledger.body import Draft
from accreditation.ledger.topics import split_minutes
from accreditation.models import Entry
from accreditation.models.entry import Kind, Mode, SourceKind
from curriculum.api import linked_places, module_facts, places_called
from lms.core.clock import local_date


def post_assessment(*, attempt: Any) -> Posted | None:
    """Post the stated minutes of the attempt's assessment; ``None`` when there are none, or an earlier attempt earned them.

    An attempt in a place that the student moved from counts as an earlier one, and so does one that another account of theirs made in this place.
    """
    page, enrollment = attempt.assessment, attempt.enrollment
    student = enrollment.student.public_id
    places = [place.public_id for place in places_called(linked_places(enrollment))]
    posted = Entry.objects.filter(enrollment__in=places, source_kind=SourceKind.ASSESSMENT, source_id=page.public_id).exists()
    if not page.minutes or posted:
        return None
    facts = module_facts(page)
    day = local_date(attempt.submitted_at, enrollment.cohort.campus.time_zone)
    draft = Draft(
        student=student, kind=Kind.CREDIT.value, category="organizing" if facts.track == "organizing" else "law_self_study", minutes=page.minutes,
        topics=split_minutes(page.minutes, facts.topics), source_kind=SourceKind.ASSESSMENT.value, source_id=page.public_id, title=page.title,
        provider=enrollment.cohort.campus.name, mode=Mode.SELF_PACED.value, program=facts.program, program_version=facts.program_version, track=facts.track,
        enrollment=enrollment.public_id, cohort=enrollment.cohort.slug, campus=enrollment.cohort.campus.slug, occurred_from=day, occurred_to=day,
        evidence={"kind": "attempt", "attempt": str(attempt.public_id)}, idempotency=("assessment",),
    )  # fmt: skip
    return append(draft)
