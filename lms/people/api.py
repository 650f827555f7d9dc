"""The door of lms.people for other apps."""

from lms.people.models import Campus, Membership, User
from lms.people.predicates import (
    EVERY_CAMPUS,
    campuses_where,
    holds,
    is_administrator,
    is_attorney_of,
    is_auditor_of,
    is_coordinator_of,
    is_instructor_of,
    is_officer_of,
    is_student_of,
)
from lms.people.queries.people import campus_called, names_of, other_names_of, person_called, person_with_email
from lms.people.roles import roles
from lms.people.rules import campuses_visible_to, people_visible_to

__all__ = [
    "EVERY_CAMPUS", "Campus", "Membership", "User", "campus_called", "campuses_visible_to", "campuses_where", "holds",
    "is_administrator", "is_attorney_of", "is_auditor_of", "is_coordinator_of", "is_instructor_of", "is_officer_of",
    "is_student_of", "names_of", "other_names_of", "people_visible_to", "person_called", "person_with_email", "roles",
]  # fmt: skip
