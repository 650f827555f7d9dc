"""Asking one question of the matrix: who, what, whose; in a transaction that never happened."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.core.handlers.base import BaseHandler
from django.db import transaction
from django.http import HttpResponseBase
from django.test import RequestFactory
from django.urls import reverse

from tests.factories.canary import Canary
from tests.project.headers import faults_of
from tests.project.leaks import body_of, canaries_of
from tests.project.pivot import ANONYMOUS, RELATIONS
from tests.project.route_objects import Factory, is_about_nobody
from tests.project.routes import Route
from tests.project.world import World

_TOKENS = re.compile(rb'(csrfmiddlewaretoken" value="|X-CSRFToken": ")[A-Za-z0-9]+')


@dataclass(frozen=True)
class Answer:
    outcome: str
    status: int
    body: bytes
    canaries: frozenset[Canary]
    header_faults: tuple[str, ...] = ()


def ask(world: World, role: str, relation: str, route: Route, method: str, factory: Factory, *, absent: bool = False) -> Answer | None:
    """The answer to ``role``; ``None`` where there is no such object. ``absent`` asks about one that does not exist."""
    with transaction.atomic():
        values = factory(world, world.owner(role, relation))
        answer = None if values is None else _answer(world, role, route, method, _absent(values) if absent else values)
        transaction.set_rollback(True)
    return answer


def _answer(world: World, role: str, route: Route, method: str, values: dict[str, Any]) -> Answer:
    response = respond(world, role, method, route.path(**values))
    found = frozenset(canaries_of(response))
    body = b"" if response.streaming else _TOKENS.sub(b"", body_of(response))
    return Answer(_outcome(response), response.status_code, body, found, tuple(faults_of(response, route.name)))


def respond(world: World, role: str, method: str, path: str) -> HttpResponseBase:
    """The answer of the whole middleware chain. Django's test client would also copy the context of every template, at twice the time."""
    request = RequestFactory().generic(method, path, content_type="application/x-www-form-urlencoded")
    request._dont_enforce_csrf_checks = True
    if role:
        request.COOKIES["sessionid"] = world.sessions[role]
    return _handler().get_response(request)


@cache
def _handler() -> BaseHandler:
    handler = BaseHandler()
    handler.load_middleware()
    return handler


def _outcome(response: Any) -> str:
    if 200 <= response.status_code < 300:
        return "ok"
    if 300 <= response.status_code < 400:
        return "login" if response.headers["Location"].startswith(reverse("account_login")) else "redirect"
    return str(response.status_code)


def _absent(values: dict[str, Any]) -> dict[str, Any]:
    """Values of the same shape that name nothing; an address keeps its slashes, without which another route would answer."""
    return {name: 2_000_000_011 if isinstance(value, int) else re.sub(r"[^/]", "A", str(value)) for name, value in values.items()}


def column(role: str, relation: str) -> str:
    return f"{role} {relation}" if role else ANONYMOUS


def relations_of(role: str, route: Route, kind: str) -> tuple[str, ...]:
    """A visitor, and whoever asks for a page that is about nobody, has one relation to it."""
    return RELATIONS[:1] if not role or is_about_nobody(route, kind) else RELATIONS
