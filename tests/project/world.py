"""The small world in which the matrix asks its questions: two campuses, everybody there, and an object of each kind.

On the campus north stand the people who ask. Of an object they ask about four owners: themselves, a student of the same
cohort, a student of another cohort of the campus, and a student of the campus south.

Other apps put their things in with ``@part``: a function that takes the world and adds attributes to it.
"""

from collections.abc import Callable
from typing import Any

from django.test import Client
from wagtail.models import Page

from lms.people.models import Campus, User
from tests.factories.people import CampusFactory, person
from tests.project.pivot import ROLES

PARTS: list[Callable[["World"], None]] = []


def part(build: Callable[["World"], None]) -> Callable[["World"], None]:
    """Registers a builder; they run in the order of registration."""
    PARTS.append(build)
    return build


class World:
    """``campus["north"]``, ``people["north student"]`` (a role, or student2 in the same cohort, student3 in another cohort)."""

    campus: dict[str, Campus]
    people: dict[str, User]
    page: Page
    program: Any
    module: Any
    lesson: Any
    hidden_lesson: Any
    reviewed_lesson: Any
    snapshot: Any
    quiz: Any
    plan: Any
    cohorts: dict[str, Any]
    enrollments: dict[int, Any]  # by the student's primary key, as the following
    attempts: dict[int, Any]
    waiting: dict[int, Any]
    conflicts: dict[int, Any]
    late_answers: dict[int, Any]
    entries: dict[int, Any]
    certificates: dict[int, Any]
    signatories: dict[str, Any]  # by the campus's slug
    attorneys: dict[str, Any]  # by the campus's slug, as the following
    attorney_proposals: dict[str, Any]
    matters: dict[int, Any]  # the student's place in one
    practice: dict[int, Any]
    jobs: dict[int, Any]
    notices: dict[int, Any]
    announcements: dict[int, Any]  # by the cohort's primary key
    questions: dict[int, Any]
    extensions: dict[int, Any]
    accommodations: dict[int, Any]
    make_ups: dict[int, Any]
    join_links: dict[int, Any]  # by the cohort's primary key, as the following
    line: dict[int, Any]
    live_sessions: dict[int, Any]  # by the cohort's primary key
    session_make_ups: dict[int, Any]
    marks: dict[int, Any]
    problems: dict[int, Any]
    attestations: dict[int, Any]
    flags: dict[int, Any]
    organizations: dict[str, Any]  # by the campus' slug, as the following
    offices: dict[str, Any]
    organization_duties: dict[str, Any]
    applications: dict[int, Any]
    consents: dict[int, Any]
    audits: dict[int, Any]
    evidence: dict[int, Any]
    holds: dict[int, Any]
    sponsors: dict[str, Any]  # by the campus's slug

    def __init__(self) -> None:
        for build in PARTS:
            build(self)
        self.sessions = {role: _session_of(self.actor(role)) for role in ROLES}

    def actor(self, role: str) -> User:
        """Who asks: a freshly read person, as each request has."""
        return self.people[f"north {role}"]

    def owner(self, role: str, relation: str) -> User:
        """Whose object is asked about. Visitors ask about a student's."""
        names = {"own": f"north {role}", "same cohort": "north student2", "same campus": "north student3", "other campus": "south student"}
        return self.people[names[relation]] if role else self.people["north student"]

    def client(self, role: str) -> Client:
        """A browser in which the person with ``role`` (empty: nobody) is signed in."""
        client = Client(raise_request_exception=False)
        if role:
            client.cookies["sessionid"] = self.sessions[role]
        return client


def _session_of(person: User) -> str:
    browser = Client()
    browser.force_login(person)
    return str(browser.cookies["sessionid"].value)


@part
def people_and_campuses(world: World) -> None:
    world.campus = {slug: CampusFactory(slug=slug) for slug in ("north", "south")}
    world.people = {}
    for slug, campus in world.campus.items():
        for key in (*ROLES, "student2", "student3"):
            world.people[f"{slug} {key}"] = person(key.rstrip("23"), campus, key=key)


@part
def a_wagtail_page(world: World) -> None:
    """A page below the root, for the Wagtail admin's routes."""
    world.page = Page.objects.filter(depth__gt=1).order_by("depth", "pk").first() or Page.objects.get(depth=1)
