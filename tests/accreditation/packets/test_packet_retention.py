"""A filed packet is kept for its whole term, whoever tries; then its file goes, and what was filed can still be recognized."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accreditation.actions import purge_packets as purging
from accreditation.actions.hold_documents import end_hold, place_hold
from accreditation.actions.move_application import move_application
from accreditation.actions.purge_packets import purge_packets
from accreditation.ledger.verify import verify
from accreditation.models import Application, ApplicationEvent, FiledPacket
from accreditation.queries.packet_retention import due_packets, why_kept
from accreditation.tasks.evidence import purge_daily, run_purge
from lms.audit.api import events_about
from lms.core.clock import now
from lms.core.errors import Conflict
from lms.jobs.models import Job
from lms.vault import shelf
from lms.vault.api import StoredFile, remove_file, store, tidy_vault
from tests.accreditation.packets.opening import to_file
from tests.factories.applications import PROOF
from tests.factories.cohorts import freeze
from tests.factories.evidence import owner_of, owner_of_organization
from tests.factories.packets import PacketRoom

pytestmark = [pytest.mark.django_db, pytest.mark.services]
EXPIRES = date(2029, 9, 30)
LAST_DAY = date(2035, 9, 30)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    return lambda day: freeze(monkeypatch, datetime(day.year, day.month, day.day, 17, tzinfo=UTC))


def filed(room: PacketRoom) -> StoredFile:
    room.filed(to_file(room))
    return StoredFile.objects.get(public_id=FiledPacket.objects.get().file)


def step(room: PacketRoom, move: str, by: Any, **facts: Any) -> None:
    move_application(application=room.application, move=move, by=by, proof=PROOF, note="As the letter says.", **facts)


def approved(room: PacketRoom) -> None:
    step(room, "uscis_answer", room.emil, dates={"uscis_response": room.today})
    dates = {"decision": room.today, "approval_effective": room.today, "expires_printed": EXPIRES}
    step(room, "approve", room.olga, dates=dates, granted_level="partial")


def test_while_the_government_decides_nothing_takes_it(room: PacketRoom, clock: Callable[[date], None]) -> None:
    file = filed(room)
    clock(date(2060, 1, 1))

    assert (due_packets(), purge_packets().removed) == ([], [])
    with pytest.raises(Conflict, match="A filed packet is frozen: kept, because nothing tells yet"):
        remove_file(file, by=room.olga)
    file.refresh_from_db()
    assert file.removed_at is None
    assert shelf.path_of(file.stored_as).exists()


def test_it_goes_six_years_after_the_accreditation_and_not_a_day_before(
    room: PacketRoom, clock: Callable[[date], None], django_capture_on_commit_callbacks: Any
) -> None:
    file = filed(room)
    approved(room)
    clock(LAST_DAY)
    assert purge_packets().removed == []
    with pytest.raises(Conflict, match="removable from Oct 1, 2035 on"):
        remove_file(file, by=None)

    clock(LAST_DAY + timedelta(days=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert [one.filed.file for one in purge_packets().removed] == [file.public_id]

    file.refresh_from_db()
    assert (bytes(file.wrapped_key), shelf.path_of(file.stored_as).exists()) == (b"", False)
    [event] = [one for one in events_about("person", room.place.student.public_id) if one.kind == "accreditation.packet_purged"]
    assert event.data["sha256"] == FiledPacket.objects.get().sha256
    assert event.data["why"].startswith("Kept until 6 years after the accreditation ends; removable from Oct 1, 2035 on. As the originals")
    assert verify().ok
    assert purge_packets().removed == []


def test_what_was_taken_back_after_it_was_filed_is_kept_six_years_as_well(room: PacketRoom, clock: Callable[[date], None]) -> None:
    clock(room.today)
    filed(room)
    step(room, "withdraw", room.olga)
    over = room.today.replace(year=room.today.year + 6)

    clock(over)
    assert purge_packets(dry_run=True).removed == []
    clock(over + timedelta(days=1))
    assert len(purge_packets(dry_run=True).removed) == 1


def test_a_later_filing_that_was_taken_back_counts_from_its_own_day(room: PacketRoom, clock: Callable[[date], None]) -> None:
    """The accreditation ended in 2029; a request of 2031 was withdrawn in 2031."""
    filed(room)
    approved(room)
    clock(date(2031, 5, 2))
    again = Application.objects.create(
        student=room.application.student, campus=room.campus.slug, organization=room.organization, scheme="doj-partial-initial", requested_level="partial",
        role="volunteer", state="withdrawn", opened_at=now(),
    )  # fmt: skip
    ApplicationEvent.objects.create(application=again, seq=1, move="withdraw", role="student", from_state="filed", to_state="withdrawn", at=now())

    clock(date(2037, 5, 2))
    assert purge_packets(dry_run=True).removed == []
    clock(date(2037, 5, 3))
    assert len(purge_packets(dry_run=True).removed) == 1


@pytest.mark.parametrize("whose", ["student", "organization"])
def test_a_legal_hold_keeps_it_longer(room: PacketRoom, clock: Callable[[date], None], whose: str) -> None:
    file = filed(room)
    approved(room)
    owner = owner_of(room.place) if whose == "student" else owner_of_organization(room.organization)
    hold = place_hold(owner=owner, reason="A complaint is pending.", by=room.emil)
    clock(LAST_DAY + timedelta(days=1))

    run = purge_packets()
    assert (run.removed, [one.filed.file for one in run.held]) == ([], [file.public_id])
    assert why_kept(file) == "A filed packet is frozen: a legal hold keeps it"

    end_hold(hold=hold, by=room.olga)
    assert len(purge_packets().removed) == 1


def test_a_hold_that_was_placed_while_a_run_waited_for_its_turn_keeps_it(room: PacketRoom, clock: Callable[[date], None], monkeypatch: Any) -> None:
    file = filed(room)
    approved(room)
    clock(LAST_DAY + timedelta(days=1))
    monkeypatch.setattr(purging, "take_hold_turn", lambda: place_hold(owner=owner_of(room.place), reason="A complaint.", by=room.emil))

    assert purge_packets().removed == []
    file.refresh_from_db()
    assert file.removed_at is None


def test_a_day_in_its_row_takes_it_no_sooner_and_holds_up_nothing_else(room: PacketRoom) -> None:
    file = filed(room)
    past = file.created_at - timedelta(days=1)
    other = store("accreditation.packet", b"PK", name="p.zip", media_type="application/zip", owner=file.owner, campus=file.campus, expires_at=past)
    StoredFile.objects.filter(pk=file.pk).update(expires_at=past)

    assert tidy_vault() == 1
    file.refresh_from_db()
    other.refresh_from_db()
    assert (file.removed_at, other.removed_at is not None) == (None, True)


def test_a_file_that_is_gone_without_its_term_is_still_found(room: PacketRoom) -> None:
    file = filed(room)
    StoredFile.objects.filter(pk=file.pk).update(removed_at=file.created_at, key=None)

    bad = verify().first_bad
    assert bad is not None
    assert "Its file is gone." in bad.why


def test_the_sweep_the_command_and_the_pages_say_so(room: PacketRoom, clock: Callable[[date], None], settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    filed(room)
    approved(room)
    retention = reverse("evidence:retention")
    assert "kept until 6 years after the accreditation ends" in room.browser(room.olga).get(retention).text
    clock(LAST_DAY + timedelta(days=1))
    out = StringIO()
    call_command("purge_evidence", "--dry-run", stdout=out)
    assert "1 filed packet would be removed; 0 due, and kept by a hold." in out.getvalue()

    purge_daily()
    said = run_purge(Job.objects.get(kind="accreditation.purge_evidence"))["sentence"]  # type: ignore[arg-type]  the fields a run is given

    assert said.endswith("1 filed packet removed, 0 kept by a hold.")
    assert "removed Oct 1, 2035" in room.browser(room.olga).get(retention).text
    staff = room.browser(room.emil).get(reverse("applications:packets", args=[room.application.public_id])).text
    assert "Its time was over, and its file was removed." in staff
    mine = room.browser(room.place.student).get(reverse("application:packets", args=[room.application.public_id])).text
    assert "Its time was over, and its file was removed." in mine
    assert "Download" not in mine


def test_a_filing_and_its_supplement_cost_the_same_queries(room: PacketRoom, clock: Callable[[date], None]) -> None:
    from accreditation.actions.file_supplement import file_supplement

    filed(room)
    with CaptureQueriesContext(connection) as one:
        due_packets()
    room.verified("resume")
    file_supplement(application=room.application, packet=room.built("supplement").public_id, sent_on=room.today, by=room.olga)
    with CaptureQueriesContext(connection) as two:
        due_packets()

    assert len(one) == len(two)
