"""A form on somebody else's site changes nothing here (AU-12)."""

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse

from tests.project.route_objects import BY_SIGNED_TOKEN, WITHOUT_CSRF, Factory, kinds_of
from tests.project.routes import Route, every_route
from tests.project.world import World

MARK = "X-Refused-By"


def refuse(request: HttpRequest, reason: str = "") -> HttpResponse:
    return HttpResponse(status=403, headers={MARK: "csrf"})


def without_token(world: World, role: str, route: Route, factory: Factory) -> HttpResponse | None:
    """The answer to a POST without token; ``None`` where ``role`` has no such object."""
    browser = Client(enforce_csrf_checks=True, raise_request_exception=False)
    browser.cookies = world.client(role).cookies
    with transaction.atomic():
        values = factory(world, world.owner(role, "own"))
        response = None if values is None else browser.post(route.path(**values))
        transaction.set_rollback(True)
    return response


def is_refused(response: HttpResponse, route: Route) -> bool:
    """By Django, with our mark; routes that do without Django's check refuse in a way of their own, or act by the signed token in their address."""
    if route.name in BY_SIGNED_TOKEN:
        return True
    return response.status_code in (403, 405) if route.name in WITHOUT_CSRF else response.headers.get(MARK) == "csrf"


@pytest.mark.parametrize("role", ["administrator", "instructor"])
def test_every_route_refuses_a_post_without_token(world: World, settings: pytest.FixtureRequest, role: str):
    settings.CSRF_FAILURE_VIEW = "tests.project.test_csrf.refuse"
    open_routes = []
    for route in every_route():
        for kind, factory in kinds_of(route).items():
            response = without_token(world, role, route, factory)
            if response is not None and not is_refused(response, route):
                open_routes.append(f"{route.name} ({kind})")

    assert not open_routes, (
        f"These take a POST without a token. Remove csrf_exempt, or give the reason with without_csrf(…) in the …_objects.py of its room: {open_routes}"
    )


def test_only_reviewed_views_go_without_token():
    exempt = {route.name for route in every_route() if getattr(route.view, "csrf_exempt", False)}

    assert exempt == set(WITHOUT_CSRF)


def test_a_token_of_another_browser_is_refused(world: World):
    stranger = Client(enforce_csrf_checks=True)
    token = stranger.get(reverse("account_login")).cookies["csrftoken"].value
    victim = Client(enforce_csrf_checks=True)
    victim.cookies = world.client("student").cookies
    victim.get(reverse("people:profile"))

    response = victim.post(reverse("people:sign_out_elsewhere"), {"csrfmiddlewaretoken": token})

    assert response.status_code == 403
