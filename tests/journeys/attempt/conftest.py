"""One server and one database serve a whole file; each test brings a student of its own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import override_settings
from playwright.sync_api import Browser, Page

from curriculum.models import ProgramPage
from tests import database
from tests.conftest import SeparateDatabase
from tests.factories.course import enrolled_student
from tests.journeys.attempt.sitting import Sitting, load_quiz
from tests.journeys.campus import everybody_accepts
from tests.journeys.conftest import Visitor, running_site
from tests.journeys.servers import Servers


@dataclass(frozen=True)
class Hall:
    """The running server and its course."""

    address: str
    program: ProgramPage


@pytest.fixture(scope="module")
def hall(servers: Servers, django_db_setup: None, django_db_blocker: Any, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    folder: Path = tmp_path_factory.mktemp("hall")
    kept = database.copies()
    with django_db_blocker.unblock():
        name = kept.copy()
        with database.connection_pointed_at(name), running_site(servers, SeparateDatabase(name, kept.url(name)), folder) as address:
            with override_settings(MEDIA_ROOT=folder / "data" / "media"):
                load_quiz(folder / "course")
            yield Hall(address, ProgramPage.objects.get(slug="small-course"))
        kept.drop(name)


@pytest.fixture
def sit(hall: Hall, browser: Browser, django_db_blocker: Any) -> Iterator[Callable[..., Sitting]]:
    """A new student who has begun the quiz, at a browser of their own; ``prepare`` is done to its first page before anything is opened."""
    contexts = []

    def arrive(prepare: Callable[[Page], Any] | None = None) -> Sitting:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        if prepare:
            prepare(page)
        enrollment = enrolled_student(email=f"student{uuid4().hex[:8]}@north.example", program=hall.program)
        everybody_accepts()
        return Sitting(Visitor(page, hall.address).sign_in_as(enrollment.student), enrollment).begin()

    with django_db_blocker.unblock():
        yield arrive
    for context in contexts:
        context.close()
