"""A sample of the poisoned world's pages in a real browser: no dialog opens, the policy refuses nothing, nobody else's server is asked (CT-01, CT-16)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Error, Page

from tests.conftest import SeparateDatabase
from tests.injection.poisoning import poison_everything
from tests.journeys.conftest import Visitor
from tests.project import route_objects  # noqa: F401  brings the other apps' parts into the world
from tests.project.asking import column, relations_of
from tests.project.pivot import row_for
from tests.project.route_objects import kinds_of
from tests.project.routes import every_route
from tests.project.world import World

pytestmark = [pytest.mark.browser, pytest.mark.separate]
EVERY = 8
"""One page in so many is opened: the whole world is asked in test_pages.py, this is about what a browser makes of it."""
FILES = (".csv", ".xlsx", ".zip", ".pdf", ".json", ".ics", ".pem", ".txt", "/export/", "/offline/")


def pages_of(world: World, role: str) -> list[str]:
    """Addresses that ``role`` may open by GET."""
    found = []
    for route in every_route():
        for kind, factory in kinds_of(route).items():
            for relation in relations_of(role, route, kind):
                row = row_for(route.name, "GET", kind)
                if row is not None and row.cells[column(role, relation)] == "ok":
                    values = factory(world, world.owner(role, relation))
                    if values is not None:
                        found.append(route.path(**values))
                        break
    return [path for path in found if not any(part in path for part in FILES)]


class Watch:
    """What a page did that no page of ours may do."""

    def __init__(self, page: Page, address: str) -> None:
        self.seen: list[str] = []
        page.on("dialog", lambda dialog: (self.seen.append(f"a dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda request: self._asked(request.url, address))
        page.on("console", lambda message: self._said(message.text))
        page.on("pageerror", lambda error: self.seen.append(f"a script failed: {error}"))
        page.expose_function("xqp", lambda *_: self.seen.append("a payload ran"))

    def _asked(self, url: str, address: str) -> None:
        if not url.startswith((address, "data:", "blob:")):
            self.seen.append(f"asked {url[:80]}")

    def _said(self, text: str) -> None:
        if "Content Security Policy" in text or "Refused to" in text:
            self.seen.append(text[:200])


def is_page(page: Page, address: str) -> bool:
    """Opens it; false for what turns out to be a file."""
    try:
        page.goto(address, wait_until="load")
    except Error as stopped:
        if "Download is starting" not in stopped.message:
            raise
        return False
    return True


@pytest.mark.parametrize("role", ["student", "coordinator", "instructor"])
def test_nothing_runs_and_nothing_is_refused(role: str, separate_database: SeparateDatabase, visitors: Callable[..., Visitor]) -> None:
    with transaction.atomic():
        world = World()
        paths = pages_of(world, role)[::EVERY]
        poison_everything()
    visitor = visitors()
    visitor.page.context.add_cookies([{"name": "sessionid", "value": world.sessions[role], "url": visitor.address}])
    watch = Watch(visitor.page, visitor.address)
    seen: dict[str, Any] = {}
    opened = 0
    for path in paths:
        watch.seen.clear()
        opened += is_page(visitor.page, visitor.address + path)
        if watch.seen:
            seen[path] = list(watch.seen)

    assert opened >= 8
    assert seen == {}
