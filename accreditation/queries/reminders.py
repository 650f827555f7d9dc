"""What a reminder from the board would say to each student, and why it would not go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max

from accreditation.models import BoardReminder
from accreditation.policies.next_steps import is_early
from accreditation.queries.filing_dossier import filing_dossiers
from accreditation.requirements import Finding
from accreditation.schemes import scheme_for
from lms.core.clock import now
from lms.core.wording import counted, day

DAYS_BETWEEN = 3
"""A student is reminded once in this time, unless whoever asks says so again; a house rule."""


@dataclass(frozen=True)
class Letter:
    """To the student of one place. ``missing`` is what they can do themselves; ``why_not`` a sentence where nothing goes out."""

    place: Any
    missing: tuple[Finding, ...]
    last: datetime | None
    why_not: str = ""

    @property
    def subject_line(self) -> str:
        return f"Still missing for your accreditation: {counted(len(self.missing), 'thing')}"

    @property
    def text(self) -> str:
        lines = [f"• {finding.requirement.title}: {finding.sentence} {finding.next_step}" for finding in self.missing]
        return "\n".join(["What only you can do now:", *lines, "Each line goes away from your record as soon as it is done."])


def letters_to(places: Sequence[Any], *, by: Any, today: date, again: bool) -> list[Letter]:
    """The letters to the students of ``places`` (of one campus), in their order; a constant number of queries."""
    found = list(places)
    last = last_reminders([place.public_id for place in found])
    dossiers = filing_dossiers(found, today)
    return [_letter(place, dossier, last.get(place.public_id), by, again) for place, dossier in zip(found, dossiers, strict=True)]


def _letter(place: Any, dossier: Any, last: datetime | None, by: Any, again: bool) -> Letter:
    findings = scheme_for(dossier).findings(dossier)
    open_ones = {finding.requirement.key for finding in findings if finding.state == "missing"}
    missing = tuple(
        finding for finding in findings
        if finding.state == "missing" and finding.who == "student" and not is_early(finding.requirement.key, open_ones)
    )  # fmt: skip
    return Letter(place, missing, last, _why_not(place, missing, last, by, again))


def _why_not(place: Any, missing: tuple[Finding, ...], last: datetime | None, by: Any, again: bool) -> str:
    if place.student.public_id == by.public_id:
        return "This is you."
    if not missing:
        return "Nothing is missing that the student could do."
    if last is not None and not again and now() - last < timedelta(days=DAYS_BETWEEN):
        return f"Reminded on {day(last.date())} already; once in {DAYS_BETWEEN} days is enough."
    return ""


def last_reminders(enrollments: Sequence[str]) -> dict[str, datetime]:
    """By public id of each place, when its student was last reminded; one query."""
    rows = BoardReminder.objects.filter(enrollment__in=list(enrollments)).order_by().values("enrollment").annotate(last=Max("at"))
    return dict(rows.values_list("enrollment", "last"))
