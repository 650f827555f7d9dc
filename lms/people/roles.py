"""Roles as prose: what each is for, and the permissions it carries. One class a role, in the order people meet them."""

from dataclasses import dataclass

from lms.core.registry import Registry


@dataclass(frozen=True)
class Role:
    """A role a person holds on a campus (administrators: on all of them)."""

    key: str
    label: str
    description: str
    needs_second_factor: bool = False
    enters_wagtail: bool = False
    gives: tuple[str, ...] = ()  # roles its holder may give to others on the same campus; administrators give every role


STUDENT = Role("student", "Student", "Studies lessons, sits quizzes, and sees exactly which hours count and why.")
INSTRUCTOR = Role("instructor", "Instructor", "Writes and reviews lessons, builds quizzes, and marks essays.", enters_wagtail=True)
ATTORNEY = Role("attorney", "Supervising attorney", "Confirms students' supervised practice, and reviews lessons before students read them.")
COORDINATOR = Role(
    "coordinator",
    "Coordinator",
    "Runs cohorts on a campus, follows what is missing, and exports records and packets.",
    needs_second_factor=True,
    gives=(STUDENT.key, INSTRUCTOR.key, ATTORNEY.key),
)
OFFICER = Role("officer", "Authorized officer", "Checks, signs and files packets for the sponsoring organization.", needs_second_factor=True)
AUDITOR = Role("auditor", "Auditor", "Follows any figure back to its source, read-only.")
ADMINISTRATOR = Role(
    "administrator",
    "Administrator",
    "Installs, backs up and looks after every campus.",
    needs_second_factor=True,
    enters_wagtail=True,
)

roles: Registry[Role] = Registry("role")
for _role in (STUDENT, INSTRUCTOR, COORDINATOR, ATTORNEY, OFFICER, AUDITOR, ADMINISTRATOR):
    roles.register(_role.key, _role)

CHOICES = [(role.key, role.label) for role in roles]
# who sees the people of a campus
STAFF = (INSTRUCTOR.key, COORDINATOR.key, OFFICER.key, AUDITOR.key)
