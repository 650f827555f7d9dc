"""The ledger's anchor and alarms, said in words and as figures."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accreditation.actions.take_anchor import take_anchor
from accreditation.actions.watch_ledger import watch_ledger
from accreditation.facts.ledger import read_ledger
from accreditation.ledger.append import append
from lms.core.operations.registry import State
from tests.factories.ledger import draft
from tests.factories.people import CampusFactory, person

pytestmark = pytest.mark.django_db


def later(monkeypatch: pytest.MonkeyPatch, hours: int) -> None:
    moment = timezone.now() + timedelta(hours=hours)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)


def test_a_ledger_without_entries_needs_no_anchor() -> None:
    reading = read_ledger()

    assert [(fact.state, fact.says) for fact in reading.facts] == [(State.FINE, "No entry needs one yet."), (State.FINE, "None goes on.")]
    assert reading.samples == [("pathway_ledger_entries_open", (), 0), ("pathway_ledger_alarms", (), 0)]


def test_an_anchor_has_an_age_and_entries_after_it_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    append(draft())
    take_anchor()
    append(draft(source_id="lesson-2", idempotency=("active-time-1", 0, 60_000)))
    later(monkeypatch, 10)

    reading = read_ledger()

    samples = {name: value for name, _labels, value in reading.samples}
    assert reading.facts[0].state == State.FINE
    assert samples["pathway_ledger_entries_open"] == 1
    assert 36_000 <= samples["pathway_ledger_anchor_age_seconds"] < 36_100


def test_an_entry_that_waits_too_long_and_its_alarm_are_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    person("administrator", CampusFactory())
    append(draft())
    later(monkeypatch, 37)
    watch_ledger()

    reading = read_ledger()

    assert [fact.state for fact in reading.facts] == [State.WRONG, State.WRONG]
    assert all(fact.url == "/cohorts/ledger/alarms/" and fact.to_do for fact in reading.facts)
