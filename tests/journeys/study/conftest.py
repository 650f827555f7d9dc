"""One server and one database serve a whole file; each test brings a student of its own."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser

from curriculum.models import ProgramPage
from tests import database
from tests.conftest import SeparateDatabase
from tests.factories.course import enrolled_student, load_course
from tests.journeys.campus import everybody_accepts
from tests.journeys.conftest import Visitor, running_site
from tests.journeys.servers import Servers
from tests.journeys.study.reader import Classroom, Reader


@pytest.fixture(scope="module")
def classroom(
    servers: Servers, django_db_setup: None, django_db_blocker: Any, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Classroom]:
    folder = tmp_path_factory.mktemp("classroom")
    kept = database.copies()
    with django_db_blocker.unblock():
        name = kept.copy()
        with database.connection_pointed_at(name), running_site(servers, SeparateDatabase(name, kept.url(name)), folder) as address:
            load_course(folder / "course")
            yield Classroom(address, folder / "clock", ProgramPage.objects.get(slug="small-course"))
        kept.drop(name)


@pytest.fixture
def reader(classroom: Classroom, browser: Browser, request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[Reader]:
    """A new student at a browser of their own; ``options`` of the context come by indirect parameters."""
    options = {"viewport": {"width": 1280, "height": 900}, **getattr(request, "param", {})}
    context = browser.new_context(**options)
    context.set_default_timeout(20_000)
    with django_db_blocker.unblock():
        enrollment = enrolled_student(email=f"student{uuid4().hex[:8]}@north.example", program=classroom.program)
        everybody_accepts()
        yield Reader(Visitor(context.new_page(), classroom.address).sign_in_as(enrollment.student), classroom.clock_file, enrollment)
    context.close()
