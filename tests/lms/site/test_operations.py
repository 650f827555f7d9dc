"""The doors for who watches an installation: health, figures, the page in words, and the page of an error."""

import json
import logging
import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client, RequestFactory

from lms.core.operations import request_ids
from lms.core.operations.counted import COUNTED
from lms.core.operations.groups import database
from lms.core.operations.log_lines import formatter
from lms.core.operations.metrics_text import figures
from lms.core.operations.registry import Fact, Reading, State, groups, register_group
from lms.core.waiting import waiting_for
from lms.site.operations import server_error
from tests.factories.canary import canaries_in
from tests.factories.people import CampusFactory, person

pytestmark = pytest.mark.django_db
TOKEN = "t" * 40
HOW_TO = (Path(__file__).parents[3] / "docs/how-to/watch-an-installation.md").read_text(encoding="utf-8")


def metrics(client: Client | None = None, **headers: str) -> Any:
    return (client or Client()).get("/metrics", **headers)


@pytest.fixture
def administrator() -> Client:
    client = Client()
    client.force_login(person("administrator", CampusFactory()))
    return client


def test_health_needs_no_database_and_readiness_does(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", refuse)

    alive, ready = Client().get("/healthz"), Client().get("/readyz")

    assert (alive.status_code, ready.status_code) == (200, 503)
    assert ready.json() == {"ok": False, "why": "The database does not answer."}


def test_readiness_asks_the_database_each_time(django_assert_num_queries: Any) -> None:
    Client().get("/readyz")

    with django_assert_num_queries(1):
        assert Client().get("/readyz").status_code == 200


def test_a_version_whose_tables_are_not_there_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lms.site.operations.migrations_waiting", lambda: 2)

    assert Client().get("/readyz").status_code == 503


@pytest.mark.parametrize("sent", ["", "Bearer ", f"Bearer {TOKEN}x", f"Basic {TOKEN}", "Bearer ü"])
def test_without_its_token_there_are_no_metrics(settings: Any, sent: str) -> None:
    settings.METRICS_TOKEN = TOKEN

    assert metrics(HTTP_AUTHORIZATION=sent).status_code == 404


def test_a_refused_address_is_a_page_that_does_not_exist() -> None:
    refused, none = metrics(), Client().get("/no-such-page")

    assert (refused.status_code, refused.content) == (none.status_code, none.content)
    assert Client().post("/metrics").status_code == 404


def test_without_the_settings_an_empty_token_and_this_machine_see_nothing(settings: Any) -> None:
    settings.METRICS_TOKEN, settings.METRICS_ADDRESSES = "", []

    assert metrics(HTTP_AUTHORIZATION="Bearer ").status_code == 404


@pytest.mark.parametrize(("asking", "status"), [({}, 200), ({"REMOTE_ADDR": "192.0.2.7"}, 404), ({"HTTP_X_FORWARDED_FOR": "192.0.2.7"}, 200)])
def test_an_address_of_the_setting_sees_them(settings: Any, asking: dict[str, str], status: int) -> None:
    settings.METRICS_ADDRESSES = ["127.0.0.1"]

    assert metrics(**asking).status_code == status


def test_behind_a_proxy_the_proxys_address_opens_nothing(settings: Any) -> None:
    settings.METRICS_ADDRESSES, settings.TRUSTED_PROXIES = ["127.0.0.1"], ["127.0.0.1"]

    assert metrics(HTTP_X_FORWARDED_FOR="192.0.2.7").status_code == 404
    assert metrics().status_code == 404


def test_metrics_are_what_prometheus_reads_and_name_nobody(settings: Any, administrator: Client) -> None:
    settings.METRICS_TOKEN = TOKEN
    administrator.get("/people/")

    answer = metrics(HTTP_AUTHORIZATION=f"Bearer {TOKEN}")

    text = answer.content.decode()
    found = _families(text)
    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    assert {"pathway_database_up", "pathway_jobs", "pathway_outbox_lag_seconds", "pathway_mail_failed", "pathway_ledger_entries_open"} <= found
    assert re.search(r'pathway_requests_total\{method="GET",route="people:list",status="2xx"\} [1-9]', text)
    assert re.search(r'pathway_request_statements_bucket\{area="people",le="\+Inf"\} [1-9]', text)
    assert canaries_in(text) == set()


def test_a_method_that_somebody_made_up_is_no_label(settings: Any) -> None:
    settings.METRICS_TOKEN = TOKEN
    Client().generic("ANARIVERA", "/healthz")

    assert "ANARIVERA" not in metrics(HTTP_AUTHORIZATION=f"Bearer {TOKEN}").content.decode()


def test_every_figure_is_in_the_how_to_and_no_other() -> None:
    named = set(re.findall(r"`(pathway_\w+)`", HOW_TO))

    assert named == {figure.name for figure in figures()} | set(COUNTED.keys())


def test_the_page_says_the_worst_first(administrator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, "_items", {})
    facts = [Fact(state.upper(), state, f"It is {state}.", "So it is.", "Do this." if state != State.FINE else "") for state in State]
    register_group("all", "All", lambda: Reading(facts), (), order=10)

    page = administrator.get("/operations/").content.decode()

    places = [page.index(f'<h3 class="card-item-title">{name}</h3>') for name in ("WRONG", "LOOK", "UNKNOWN", "FINE")]
    assert places == sorted(places)
    assert page.count("Do this.") == 3
    assert [label in page for label in ("Fine", "Look at it", "Wrong", "Not known")] == [True] * 4


def test_the_real_page_names_every_group(administrator: Client) -> None:
    page = administrator.get("/operations/").content.decode()

    assert [
        about
        for about in (
            "Database",
            "Worker",
            "Beat",
            "Outbox",
            "Failed jobs",
            "Mail that failed",
            "Vault errors",
            "Anchor of the ledger",
            "Last backup",
            "Versions",
        )
        if about not in page
    ] == []


def test_every_fact_says_what_it_means_and_one_that_is_not_fine_what_to_do() -> None:
    from lms.core.operations.registry import all_readings

    facts = [fact for _group, reading in all_readings() for fact in reading.facts]

    assert len(facts) >= 15
    assert [fact.about for fact in facts if not (fact.says and fact.means)] == []
    assert [fact.about for fact in facts if fact.state != State.FINE and not fact.to_do] == []


def test_an_administrators_home_counts_what_is_to_be_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    who = person("administrator", CampusFactory())
    monkeypatch.setattr(groups, "_items", {})
    reading = Reading([Fact("A", State.WRONG, "It is.", "So."), Fact("B", State.LOOK, "It is.", "So."), Fact("C", State.UNKNOWN, "It is.", "So.")])
    register_group("all", "All", lambda: reading, (), order=10)

    found = [(waiting.count, waiting.url) for waiting in waiting_for(who) if waiting.url == "/operations/"]

    assert found == [(2, "/operations/")]
    cache.delete("operations.to_look_at")
    register_group("broken", "Broken", lambda: Reading(), (), order=20)
    assert [waiting.url for waiting in waiting_for(person("coordinator", CampusFactory())) if waiting.url == "/operations/"] == []


def test_the_page_of_an_error_names_the_request() -> None:
    request = RequestFactory().get("/")
    called = request_ids.begin(request)

    page = server_error(request)

    request_ids.end()
    assert page.status_code == 500
    assert called in page.content.decode()


def test_an_error_in_a_view_ends_with_a_page_whose_number_is_in_the_header_and_the_log(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("Ana Rivera")

    person("administrator", CampusFactory())  # without one, the front page leads to the first set-up
    monkeypatch.setattr("lms.site.views.render", fail)
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(formatter("json"))
    logging.getLogger().addHandler(handler)

    answer = Client(raise_request_exception=False).get("/")

    logging.getLogger().removeHandler(handler)
    numbers = [json.loads(line)["request"] for line in written.getvalue().splitlines()]

    number = answer.headers["X-Request-ID"]
    assert (answer.status_code, number in answer.content.decode(), numbers) == (500, True, [number])


def test_a_refusal_that_is_our_fault_names_the_request_and_one_that_is_not_does_not(settings: Any) -> None:
    from lms.core.errors import NotFound, Refusal
    from lms.core.middleware import RefusalMiddleware

    class OurFault(Refusal):
        status = 507

    request = RequestFactory().get("/")
    request.user = person("student", CampusFactory())
    called = request_ids.begin(request)
    handle = RefusalMiddleware(lambda _: None).process_exception

    ours, theirs, none = (handle(request, error).content.decode() for error in (OurFault("No room."), Refusal("Too late."), NotFound()))

    request_ids.end()
    assert [called in page for page in (ours, theirs, none)] == [True, False, False]


def _families(text: str) -> set[str]:
    from prometheus_client.parser import text_string_to_metric_families

    return {family.name for family in text_string_to_metric_families(text)}


def test_migrations_are_asked_for_until_they_are_all_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(database._seen, "migrated", False)

    assert database.migrations_waiting() == 0
    assert database._seen["migrated"]
    assert json.loads(Client().get("/readyz").content) == {"ok": True}
