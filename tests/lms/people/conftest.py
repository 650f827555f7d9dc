"""Two campuses, and people on them."""

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives

from lms.jobs.api import run_due
from lms.people.models import Campus, User
from tests.factories.people import CampusFactory, person


@pytest.fixture
def north(db: None) -> Campus:
    return CampusFactory(slug="north", name="North College")


@pytest.fixture
def south(db: None) -> Campus:
    return CampusFactory(slug="south", name="South College")


@pytest.fixture
def coordinator(north: Campus) -> User:
    return person("coordinator", north, key="coordinator")


@pytest.fixture
def administrator(north: Campus) -> User:
    return person("administrator", north, key="administrator")


@pytest.fixture
def student(north: Campus) -> User:
    return person("student", north, key="student")


class Mailbox:
    """What the mail server was given, once the background work is done."""

    def letters(self) -> list[EmailMultiAlternatives]:
        run_due(once=False)
        return list(mail.outbox)

    def last(self) -> EmailMultiAlternatives:
        return self.letters()[-1]

    def link(self) -> str:
        """The address in the last letter, as a path of this site."""
        line = next(line for line in self.last().body.splitlines() if line.startswith("http"))
        return "/" + line.split("/", 3)[3]


@pytest.fixture
def mailbox(db: None) -> Mailbox:
    return Mailbox()
