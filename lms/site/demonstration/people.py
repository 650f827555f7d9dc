"""The people of the demonstration. Names are invented; addresses end in ``.example``."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import make_password

from lms.people.api import Campus, Membership, User, keep_acceptances

PASSWORD = "pathway-demo"  # noqa: S105  shown on the screen of `make run`; works on loopback only


@dataclass(frozen=True)
class Part:
    """A sign-in of the demonstration, the same on each campus."""

    name: str
    role: str


PARTS = [
    Part("student", "student"), Part("student2", "student"), Part("instructor", "instructor"), Part("coordinator", "coordinator"),
    Part("coordinator2", "coordinator"), Part("attorney", "attorney"), Part("officer", "officer"), Part("auditor", "auditor"), Part("admin", "administrator"),
    Part("instructor2", "instructor"),  # a lesson is reviewed by another author than its own
]  # fmt: skip
GRADUATES = ("graduate", "accredited")
"""Sign-ins of the first campus alone: who finished the program and asks for accreditation, and who is accredited and finished it too."""
FIRST = [
    "Ana",
    "Noor",
    "Mateo",
    "Linh",
    "Samuel",
    "Ifeoma",
    "Daria",
    "Joon",
    "Rosa",
    "Tariq",
    "Maya",
    "Luis",
    "Hana",
    "Pedro",
    "Zainab",
    "Emil",
    "Priya",
    "Yusuf",
]
LAST = ["Alvarez", "Haddad", "Okafor", "Nguyen", "Petrov", "Kim", "Costa", "Rahman", "Silva", "Mensah", "Tanaka", "Moreau", "Khan", "Lopez", "Berg", "Osei"]
NAMES_APART = 140  # between the numbers of two campuses: nobody of one campus of up to 140 people shares a name
CAMPUSES = [("north", "North Campus", "America/New_York"), ("south", "South Campus", "America/Chicago")]


def put_campus(slug: str, name: str, time_zone: str) -> Campus:
    return Campus.objects.get_or_create(slug=slug, defaults={"name": name, "time_zone": time_zone})[0]


def put_person(email: str, number: int, password: str, privacy: dict[str, Any]) -> User:
    """The person with ``email``, made once; ``number`` picks the name."""
    facts = {**invented_name(number), "is_demonstration": True, "password": password, **privacy}
    person, is_new = User.objects.get_or_create(email=email, defaults=facts)
    if is_new:
        keep_acceptances([person], privacy["privacy_accepted_at"])
    return person


def invented_name(number: int) -> dict[str, str]:
    """The legal name of the person with this number; numbers far apart may share it."""
    return {"legal_first_name": FIRST[number % len(FIRST)], "legal_last_name": LAST[(number + number // len(FIRST)) % len(LAST)]}


def put_membership(person: User, campus: Campus, role: str) -> None:
    where = None if role == "administrator" else campus
    Membership.objects.get_or_create(user=person, campus=where, role=role, ended_at=None)


def hashed_password() -> str:
    """One hash for everybody: making thousands would take minutes and protect nothing, the password is public."""
    return make_password(PASSWORD)
