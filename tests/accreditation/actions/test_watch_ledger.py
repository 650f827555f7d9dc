"""Alarms of the ledger: raised once, told to administrators, and ended when all is well again."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from accreditation.actions.take_anchor import take_anchor
from accreditation.actions.watch_ledger import watch_ledger
from accreditation.ledger.anchor_files import keep
from accreditation.ledger.append import append
from accreditation.ledger.verify import verify
from accreditation.models import Anchor, AnchoredEnd, LedgerAlarm, LedgerHead
from accreditation.tasks.records import run_anchor
from lms.core.errors import Conflict
from lms.core.waiting import waiting_for
from lms.notices.models import Notice
from lms.people.models import User
from tests.accreditation.test_tasks import Run
from tests.factories.ledger import draft
from tests.factories.people import CampusFactory, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(db: None) -> User:
    return person("administrator", CampusFactory())


def kinds() -> list[str]:
    return [alarm.kind for alarm in watch_ledger()]


def later(monkeypatch: pytest.MonkeyPatch, hours: int) -> None:
    moment = timezone.now() + timedelta(hours=hours)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)


def test_an_entry_that_waits_longer_than_36_hours_raises_one_alarm(administrator: User, monkeypatch: pytest.MonkeyPatch) -> None:
    append(draft())
    assert kinds() == []
    later(monkeypatch, 37)

    assert kinds() == ["late"]
    assert kinds() == ["late"]

    assert Notice.objects.filter(person=administrator.public_id, kind="accreditation.ledger_alarm").count() == 1
    assert [waiting.count for waiting in waiting_for(administrator) if waiting.thing == "alarm of the ledger"] == [1]
    take_anchor()
    assert kinds() == []
    assert LedgerAlarm.objects.get().ended_at is not None


def test_without_new_entries_no_anchor_is_late(administrator: User, monkeypatch: pytest.MonkeyPatch) -> None:
    append(draft())
    take_anchor()
    later(monkeypatch, 100)

    assert kinds() == []


def test_an_entry_newer_than_36_hours_is_not_late_though_the_anchor_is_old(administrator: User, monkeypatch: pytest.MonkeyPatch) -> None:
    append(draft())
    take_anchor()
    later(monkeypatch, 100)
    append(draft(idempotency=("second",), source_id="lesson-2"))

    assert kinds() == []


def test_a_shrunken_ledger_tells_administrators_when_the_anchor_is_refused(administrator: User) -> None:
    append(draft())
    take_anchor()
    LedgerHead.objects.update(seq=0)

    with pytest.raises(Conflict, match="shorter than the last anchor"):
        run_anchor(Run("", {}))

    assert LedgerAlarm.objects.get(ended_at=None).kind == "shrank"
    assert "1 student" in Notice.objects.get(person=administrator.public_id).text


def test_a_chain_whose_head_is_gone_counts_as_shrunken(administrator: User) -> None:
    AnchoredEnd.objects.create(student="gone", seq=3)

    assert kinds() == ["shrank"]


def test_watching_takes_the_same_queries_for_any_number_of_chains(administrator: User) -> None:
    from django.test.utils import CaptureQueriesContext

    counts = []
    for number in range(3):
        append(draft(student=f"student-{number}"))
        with CaptureQueriesContext(connection) as queries:
            watch_ledger()
        counts.append(len(queries))

    assert counts[0] == counts[2]


def test_a_damaged_kept_anchor_is_the_first_fault_and_no_refusal(db: None) -> None:
    append(draft())
    anchor = take_anchor()
    assert anchor is not None
    path = keep(anchor)
    assert verify().ok
    path.write_bytes(b"\xff\xfe damaged")

    bad = verify().first_bad

    assert bad is not None
    assert (bad.student, bad.seq, bad.why.split(" is damaged")[0]) == ("", 0, f"The kept anchor {path.name}")


def test_an_anchor_kept_outside_that_the_database_lacks_raises_the_alarm_until_it_is_put_aside(administrator: User, tmp_path: Path) -> None:
    """An older backup was restored: its own anchors agree with its own chains, so only what was kept outside can tell."""
    append(draft())
    anchor = take_anchor()
    assert anchor is not None
    keep(anchor)
    assert kinds() == []
    path = keep(Anchor(number=2, taken_at=anchor.taken_at, hash="f" * 64, signature=b""))

    assert kinds() == ["shrank"]
    assert LedgerAlarm.objects.get().sentence.startswith(
        "1 anchor kept outside the database is not in it, the first is anchor-000002-ffffffffffff.json. Entries were removed, or an older backup was restored"
    )
    assert Notice.objects.filter(person=administrator.public_id).count() == 1
    path.rename(tmp_path / path.name)
    assert kinds() == []
