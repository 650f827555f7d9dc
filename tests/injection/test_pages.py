"""Every page that a role may open, over the poisoned world: no payload became markup, a handler, a script, an address or a header (CT-01, CT-03, CT-04)."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.injection.conftest import PoisonedWorld
from tests.injection.corpus import PAYLOADS
from tests.injection.markup import faults_in, text_in
from tests.injection.poisoning import every_text, is_filled, label_of
from tests.project.asking import column, relations_of, respond
from tests.project.leaks import body_of
from tests.project.pivot import ROLES, row_for
from tests.project.route_objects import kinds_of
from tests.project.routes import Route, every_route

WITH_STYLES_INSIDE = {"study:offline": "a lesson to take along: one file, handed out as an attachment, with its styles inside"}

LINKS = {"accreditation.SponsoringOrganization.website"}
"""Columns of links that are empty in the world; ``test_fields.py`` asks their form."""


def opened(world: PoisonedWorld, role: str) -> Iterator[tuple[Route, str, Any]]:
    """The answer of each route that ``role`` may open, about the first object that opens."""
    for route in every_route():
        for kind, factory in kinds_of(route).items():
            relation = next((one for one in relations_of(role, route, kind) if _opens(route, kind, role, one)), None)
            if relation is not None:
                with transaction.atomic():
                    values = factory(world, world.owner(role, relation))
                    if values is not None:
                        path = route.path(**values)
                        yield route, path, respond(world, role, "GET", path)
                    transaction.set_rollback(True)


def _opens(route: Route, kind: str, role: str, relation: str) -> bool:
    row = row_for(route.name, "GET", kind)
    return row is not None and "ok" in row.cells[column(role, relation)].split("|")


def is_page(response: Any) -> bool:
    return response.headers.get("Content-Type", "").startswith("text/html")


def faults_of(route: Route, response: Any) -> list[str]:
    broken = [f"header {name}" for name, value in response.headers.items() if "\n" in value or "\r" in value or name.lower() == "x-injected"]
    if response.status_code >= 500:
        return [*broken, f"status {response.status_code}"]
    if not is_page(response):
        return broken
    found = faults_in(body_of(response).decode())
    return [*broken, *(fault for fault in found if fault != "a style inside the page" or route.name not in WITH_STYLES_INSIDE)]


@pytest.mark.parametrize("role", ["", *ROLES])
def test_no_payload_became_anything_on_any_page(world: PoisonedWorld, role: str) -> None:
    faults: dict[str, list[str]] = {}
    shown: set[str] = set()
    for route, path, response in opened(world, role):
        found = faults_of(route, response)
        if found:
            faults.setdefault(f"{route.name} {path}", []).extend(found)
        if is_page(response) and response.status_code == 200:
            text = " ".join(text_in(body_of(response).decode()).split())
            shown |= {payload for payload in PAYLOADS if " ".join(payload.split()) in text}

    assert faults == {}
    if role in {"coordinator", "instructor", "administrator"}:
        assert len(shown) > 15, f"too few payloads were shown for this to say something: {len(shown)} of {len(PAYLOADS)}"


def test_payloads_stand_in_every_column_that_people_fill(world: PoisonedWorld) -> None:
    """Generated from the models, for every table of which the world has a row."""
    there = [(model, field) for model, field in every_text() if is_filled(model, field) and model._base_manager.exists()]
    dry = {label_of(model, field) for model, field in there} - world.poisoned.keys()

    assert dry <= LINKS
    assert sum(world.poisoned.values()) > 10 * len(PAYLOADS)
    assert sum(world.poisoned.values()) > 10 * len(PAYLOADS)
