"""Enrolling a whole list: everybody or nobody, with every fault named by its line."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from curriculum.actions.enroll import place_student
from curriculum.importers.roster import Listed
from curriculum.models import Cohort, Enrollment, EnrollmentState, WaitingPlace
from lms.core.access import require
from lms.core.errors import Conflict, Invalid, Refusal
from lms.people.api import ensure_member, person_with_email


class _DryRun(Exception):
    """Raised to take everything back after a dry run."""


class Outcomes(Counter[str]):
    """How many of each outcome there are; ``each`` says which it was for each e-mail address."""

    def __init__(self, **counts: int) -> None:
        super().__init__(**counts)
        self.each: dict[str, str] = {}


def enroll_listed(*, students: Sequence[Listed], cohort: Cohort, by: Any, dry_run: bool = False) -> Outcomes:
    """Enroll ``students`` in ``cohort`` and return how many were ``enrolled``, ``invited``, ``waiting``, ``unchanged`` and ``in_line``.

    Whom no place is left for stands in line. Newcomers are invited by letter; people known on another campus wait until they accept theirs. ``by=None`` is the
    command line. Raises ``Invalid`` with one sentence per faulty line; then, and in a dry run, nothing is changed and
    nobody is written to.
    """
    if by is not None:
        require(by, "curriculum.manage_cohort", cohort)
    counts = Outcomes(enrolled=0, invited=0, waiting=0, unchanged=0, in_line=0)
    try:
        with transaction.atomic():
            faults = _repeated(students)
            for listed in students:
                try:
                    with transaction.atomic():
                        outcomes = _enroll(listed, cohort, by)
                        counts.update(outcomes)
                        counts.each[listed.email] = outcomes[-1]
                except Refusal as refused:
                    faults.append((listed.line, refused.sentence))
            if faults:
                raise Invalid(*(f"Line {line}: {sentence}" for line, sentence in sorted(faults)))
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    return counts


def _repeated(students: Sequence[Listed]) -> list[tuple[int, str]]:
    first: dict[str, int] = {}
    for listed in students:
        first.setdefault(listed.email, listed.line)
    return [(listed.line, f"{listed.email} stands on line {first[listed.email]} already.") for listed in students if first[listed.email] != listed.line]


def _enroll(listed: Listed, cohort: Cohort, by: Any) -> list[str]:
    if person_with_email(listed.email) is None and not (listed.email and listed.first_name and listed.last_name):
        raise Invalid("a new student needs email, first name and last name.")
    arrival = ensure_member(
        email=listed.email, role="student", campus=cohort.campus, by=by, legal_first_name=listed.first_name, legal_last_name=listed.last_name
    )
    outcomes = ["invited"] if arrival.was_invited else []
    if not arrival.person.is_active:
        raise Conflict(f"the account of {listed.email} is closed.")
    if not arrival.is_member:
        return [*outcomes, "waiting"]
    present = Enrollment.objects.filter(student=arrival.person, cohort=cohort, state=EnrollmentState.ACTIVE).exists()
    place = place_student(student=arrival.person, cohort=cohort, by=by)
    return [*outcomes, "in_line" if isinstance(place, WaitingPlace) else "unchanged" if present else "enrolled"]
