"""Reading changes nothing (AU-12): no GET or HEAD of ours writes to a table, but for those named with a reason.

Every statement of the request is seen on its way to the database, so this holds for every table, on every database.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction

from tests.project.asking import respond
from tests.project.pivot import ROLES
from tests.project.route_objects import ALWAYS_WRITTEN, WRITES_ON_GET, kinds_of
from tests.project.routes import Route, every_route
from tests.project.world import World

WRITE = re.compile(r'\s*(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|UPDATE|DELETE\s+FROM|REPLACE\s+INTO)\s+"?(\w+)"?', re.IGNORECASE)


@contextmanager
def written_tables() -> Iterator[set[str]]:
    """The tables that any statement inside the block changes."""
    written: set[str] = set()

    def watch(execute: Callable[..., Any], statement: str, parameters: Any, many: bool, context: Any) -> Any:
        if found := WRITE.match(statement):
            written.add(found[1])
        return execute(statement, parameters, many, context)

    with connection.execute_wrapper(watch):
        yield written


def writes_of(world: World, role: str, method: str, route: Route) -> set[str]:
    written: set[str] = set()
    for factory in kinds_of(route).values():
        with transaction.atomic():
            values = factory(world, world.owner(role, "own"))
            if values is not None:
                with written_tables() as now:
                    respond(world, role, method, route.path(**values))
                written |= now
            transaction.set_rollback(True)
    return written


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("role", ["", *ROLES])
def test_reading_our_pages_writes_nothing(world: World, role: str, method: str):
    surprises = {}
    for route in every_route():
        if route.is_ours:
            extra = writes_of(world, role, method, route) - ALWAYS_WRITTEN - WRITES_ON_GET.get(route.name, {}).keys()
            if extra:
                surprises[route.name] = sorted(extra)

    assert not surprises, (
        f"These write while reading. Move the change behind a POST, or name table and reason with on_get(…) in the …_objects.py of its room: {surprises}"
    )


def test_the_watch_sees_every_kind_of_write(world: World):
    with written_tables() as written:
        campus = world.campus["north"]
        campus.save()
        type(campus).objects.filter(pk=campus.pk).update(is_active=True)
        type(campus).objects.create(slug="west", name="West").delete()

    assert "people_campus" in written
