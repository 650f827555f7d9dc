"""“Is this person … of that campus?”: the words from which every app's permission page is made.

Each predicate takes (person, subject), where the subject has a ``campus`` (or is one); without a subject it asks
“on any campus”. ``campuses_where`` is their queryset twin: the campuses on which a person holds one of the roles.
"""

from typing import Any

import rules

from lms.people.roles import ADMINISTRATOR, ATTORNEY, AUDITOR, COORDINATOR, INSTRUCTOR, OFFICER, STUDENT

EVERY_CAMPUS = None


def campuses_where(person: Any, *role_keys: str) -> list[int] | None:
    """Primary keys of the campuses where ``person`` holds one of the roles; ``EVERY_CAMPUS`` for administrators."""
    if not _is_present(person):
        return []
    if person.has_role(ADMINISTRATOR.key):
        return EVERY_CAMPUS
    return [membership.campus_id for membership in person.active_memberships if membership.role in role_keys]


def holds(person: Any, subject: Any, *role_keys: str) -> bool:
    """True when ``person`` holds one of the roles on the campus of ``subject``; administrators hold every role everywhere."""
    if not _is_present(person):
        return False
    if person.has_role(ADMINISTRATOR.key):
        return True
    if subject is None:
        return person.has_role(*role_keys)
    campus_id = _campus_id(subject)
    return any(membership.campus_id == campus_id and membership.role in role_keys for membership in person.active_memberships)


def _is_present(person: Any) -> bool:
    return bool(person is not None and person.is_authenticated and person.is_active)


def _campus_id(subject: Any) -> int | None:
    if hasattr(subject, "campus_id"):
        found: int | None = subject.campus_id
        return found
    return getattr(subject.campus, "pk", None)


@rules.predicate
def is_student_of(person: Any, subject: Any = None) -> bool:
    """Administrators are not students: this one asks for the role itself."""
    return _is_present(person) and any(
        membership.role == STUDENT.key and (subject is None or membership.campus_id == _campus_id(subject)) for membership in person.active_memberships
    )


@rules.predicate
def is_instructor_of(person: Any, subject: Any = None) -> bool:
    return holds(person, subject, INSTRUCTOR.key)


@rules.predicate
def is_coordinator_of(person: Any, subject: Any = None) -> bool:
    return holds(person, subject, COORDINATOR.key)


@rules.predicate
def is_attorney_of(person: Any, subject: Any = None) -> bool:
    return holds(person, subject, ATTORNEY.key)


@rules.predicate
def is_officer_of(person: Any, subject: Any = None) -> bool:
    return holds(person, subject, OFFICER.key)


@rules.predicate
def is_auditor_of(person: Any, subject: Any = None) -> bool:
    return holds(person, subject, AUDITOR.key)


@rules.predicate
def is_administrator(person: Any, subject: Any = None) -> bool:
    return _is_present(person) and person.has_role(ADMINISTRATOR.key)
