"""How the installation is: for who looks after it, for what watches it, and for who meets an error."""

import hmac
import sys

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseServerError, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from lms.core import access
from lms.core.errors import NotFound
from lms.core.middleware import wants_json
from lms.core.operations.groups.database import ask_database, migrations_waiting
from lms.core.operations.metrics_text import metrics_text
from lms.core.operations.proxies import asking_address, is_within
from lms.core.operations.registry import Fact, State, all_readings
from lms.core.operations.request_ids import request_id
from lms.core.operations.troubles import trouble_of

PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8"
TAGS = {State.FINE: "met", State.UNKNOWN: "info", State.LOOK: "waiting_you", State.WRONG: "missing"}
LABELS = {State.FINE: "Fine", State.UNKNOWN: "Not known", State.LOOK: "Look at it", State.WRONG: "Wrong"}


@access.public
@require_safe
def alive(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"ok": True})


@access.public
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """The process answers and so does its database, with the tables that this version needs; 503 otherwise."""
    try:
        ask_database()
        waiting = migrations_waiting()
    except DatabaseError:
        return JsonResponse({"ok": False, "why": "The database does not answer."}, status=503)
    if waiting:
        return JsonResponse({"ok": False, "why": "Changes of the tables wait to be applied."}, status=503)
    return JsonResponse({"ok": True})


@access.public
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures for Prometheus, for whom the settings name; for everybody else there is no such page, whatever the method."""
    if request.method not in ("GET", "HEAD") or not _may_read_metrics(request):
        raise NotFound
    return HttpResponse(metrics_text(), content_type=PROMETHEUS_TEXT)


def _may_read_metrics(request: HttpRequest) -> bool:
    kind, _space, token = request.headers.get("Authorization", "").partition(" ")
    has_token = bool(settings.METRICS_TOKEN) and kind.lower() == "bearer" and hmac.compare_digest(token.encode(), settings.METRICS_TOKEN.encode())
    return has_token or is_within(asking_address(request), tuple(settings.METRICS_ADDRESSES))


@access.may("site.see_operations")
@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """The same facts in words, each with what it means and what to do; the worst first."""
    facts = [fact for _group, reading in all_readings() for fact in reading.facts]
    worst_first = sorted(facts, key=lambda fact: -list(State).index(fact.state))
    context = {
        "asking": [_shown(fact) for fact in worst_first if fact.state != State.FINE],
        "fine": [_shown(fact) for fact in facts if fact.state == State.FINE],
    }
    return render(request, "site/operations.html", context)


def _shown(fact: Fact) -> dict[str, object]:
    return {"fact": fact, "tag": TAGS[fact.state], "label": LABELS[fact.state]}


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's ``handler500``, called while the error is being handled. A database that does not answer is a 503 and a full disk a 507, each with
    what to do; other pages are errors of ours. Each names the request, so that who reports it names it too.
    """
    trouble = trouble_of(sys.exc_info()[1])
    if trouble is None:
        return HttpResponseServerError(render_to_string("500.html", {"request_id": request_id()}))
    headers = {"Retry-After": str(trouble.retry_after)}
    if wants_json(request):
        return JsonResponse({"error": trouble.code, "sentence": trouble.sentence}, status=trouble.status, headers=headers)
    return HttpResponse(render_to_string("trouble.html", {"trouble": trouble, "request_id": request_id()}), status=trouble.status, headers=headers)
