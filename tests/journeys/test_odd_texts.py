"""Texts that nobody writes on purpose, a very long word or no title at all, leave a page whole on a phone."""

from collections.abc import Callable

import pytest

from tests.conftest import SeparateDatabase
from tests.journeys.conftest import Visitor
from tests.project import route_objects  # noqa: F401  brings the other apps' parts into the world
from tests.project.world import World

pytestmark = [pytest.mark.browser, pytest.mark.separate]


def phone_of(role: str, world: World, visitors: Callable[..., Visitor]) -> Visitor:
    visitor = visitors(viewport={"width": 390, "height": 844})
    visitor.page.context.add_cookies([{"name": "sessionid", "value": world.sessions[role], "url": visitor.address}])
    return visitor


def test_a_long_word_wraps_and_a_question_without_title_has_a_heading(separate_database: SeparateDatabase, visitors: Callable[..., Visitor]) -> None:
    world = World()
    student = world.people["north student2"].pk
    coordinator, instructor = phone_of("coordinator", world, visitors), phone_of("instructor", world, visitors)
    essay = world.waiting[student].items.get(position=2)

    coordinator.open(f"/cohorts/people/{world.enrollments[student].public_id}/entries/1/correct/")
    instructor.open(f"/teach/marking/{essay.pk}/")

    beside = [one.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") for one in (coordinator, instructor)]
    assert beside == [0, 0]
    assert instructor.page.locator("h1").inner_text() == "Question"
    assert coordinator.faults + instructor.faults == []
