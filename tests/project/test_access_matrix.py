"""Every route × every role × own, same cohort, same campus, other campus, as ``access_matrix.csv`` says; nobody else's canary in any answer,
and the policy and its headers on every one (AU-13, CT-16).

A new route fails here until it has its lines. The sentence of the failure says what to do.
"""

from collections.abc import Iterator

import pytest

from tests.factories.canary import Canary
from tests.project import asking, pivot
from tests.project.asking import Answer, ask
from tests.project.pivot import NOT_ASKED, ROLES, Row, row_for
from tests.project.route_objects import SHOWN, kinds_of
from tests.project.routes import Route, every_route
from tests.project.world import World

METHODS = ("GET", "POST")
ONES_OWN = {"marktext"}
HOW_TO_ADD = (
    "Print the missing lines with `.venv/bin/pytest tests/project/propose_lines.py -s -q`, review every cell, and add them to tests/project/access_matrix.csv."
)


def questions(routes: list[Route]) -> Iterator[tuple[Route, str, str]]:
    for route in routes:
        for method in METHODS:
            for kind in kinds_of(route):
                yield route, method, kind


def test_every_route_with_arguments_has_an_object():
    without = [f"{route.name} takes {', '.join(route.arguments)}" for route in every_route() if not kinds_of(route)]

    assert not without, f"Register an object for each in the …_objects.py of its room, in tests/project/: {without}"


def test_every_route_has_its_lines():
    without = [f"{method} {route.name}, object {kind}" for route, method, kind in questions(every_route()) if row_for(route.name, method, kind) is None]

    assert not without, f"These have no line: {without}. {HOW_TO_ADD}"


def test_every_line_has_its_route():
    asked = {(route.name, method, kind) for route, method, kind in questions(every_route())}
    covered = {(row.route, row.method, row.kind) for row in (row_for(*question) for question in asked) if row}

    left = [f"{row.method} {row.route}, object {row.kind}" for row in pivot.rows() if (row.route, row.method, row.kind) not in covered]

    assert not left, f"These lines of access_matrix.csv fit no route any more; remove them: {left}"


def test_routes_of_ours_have_lines_of_their_own():
    ours = [route for route in every_route() if route.is_ours]
    by_pattern = [route.name for route, method, kind in questions(ours) if (row := row_for(route.name, method, kind)) and row.is_pattern]

    assert not by_pattern, f"Patterns are for the libraries' routes; write each of these out: {by_pattern}"


def test_what_visitors_may_open_is_named_one_by_one():
    hidden = [row.route for row in pivot.rows() if row.is_pattern and "ok" in row.cells[pivot.ANONYMOUS].split("|")]

    assert not hidden, f"A public route needs a line with its full name: {hidden}"


def test_every_view_of_ours_names_its_rule():
    silent = [route.name for route in every_route() if route.is_ours and not hasattr(route.view, "access_rule")]

    assert not silent, f"Decorate these views with access.public, access.signed_in or access.may: {silent}"


@pytest.mark.parametrize("role", ["", *ROLES])
def test_our_routes_open_as_the_matrix_says(world: World, role: str):
    assert not troubles(world, role, [route for route in every_route() if not is_wagtail(route)])


@pytest.mark.parametrize("role", ["", *ROLES])
def test_wagtail_opens_as_the_matrix_says(world: World, role: str):
    assert not troubles(world, role, [route for route in every_route() if is_wagtail(route)])


def is_wagtail(route: Route) -> bool:
    return route.template.startswith("/cms/")


def troubles(world: World, role: str, routes: list[Route]) -> list[str]:
    found = []
    for route, method, kind in questions(routes):
        row = row_for(route.name, method, kind)
        if row is not None:
            found += troubles_of(world, role, route, row, kind)
    return found


def troubles_of(world: World, role: str, route: Route, row: Row, kind: str) -> Iterator[str]:
    factory, missing = kinds_of(route)[kind], None
    for relation in asking.relations_of(role, route, kind):
        answer = ask(world, role, relation, route, row.method, factory)
        where = f"{row.method} {route.name} as {role or 'visitor'}, object {kind} ({relation})"
        expected = row.cells[asking.column(role, relation)]
        if answer is None:
            if expected != NOT_ASKED:
                yield f"{where}: there is no such object, so its cell must be “-”."
            continue
        if answer.outcome not in expected.split("|"):
            yield f"{where} gave {answer.outcome}, and access_matrix.csv says {expected}."
        yield from (f"{where} showed {leaked}." for leaked in leaks(role, route, answer))
        yield from (f"{where}: {fault}." for fault in answer.header_faults)
        if answer.status == 404 and route.is_ours and route.arguments:
            missing = missing or ask(world, role, relation, route, row.method, factory, absent=True)
            if missing is None or (missing.status, missing.body) != (answer.status, answer.body):
                yield f"{where}: “not yours” and “does not exist” look different."


def leaks(role: str, route: Route, answer: Answer) -> list[Canary]:
    """What the person who asks must never see in this answer."""
    shown = SHOWN.get(route.name, {})
    return sorted(found for found in answer.canaries if found.field not in shown and is_secret_from(role, found))


def is_secret_from(role: str, found: Canary) -> bool:
    """From visitors everything; other campuses; from students other students; drafts and keys from all who do not write or mark; plans
    of sessions from all who do not teach or coordinate.

    What a reader keeps for themselves is secret from everybody else, administrators included.
    """
    if found.field in ONES_OWN:
        return (found.campus, found.owner) != ("north", role)
    if role == "administrator":
        return False
    if not role or found.campus not in {"north", "nowhere"}:
        return True
    if role == "student" and found.owner.startswith("student") and found.owner != "student":
        return True
    if found.field == "plan":
        return role not in {"instructor", "coordinator"}
    return found.field in {"draft", "key"} and role != "instructor"
