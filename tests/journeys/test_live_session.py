"""An instructor shows the code, a student on a phone checks in and out, the instructor confirms, the record explains the entry."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from accreditation.models import Entry
from curriculum.models import LiveSession
from tests.factories.live import live_session
from tests.journeys.campus import everybody_accepts, north
from tests.journeys.conftest import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.separate]


def code_on(visitor: Visitor) -> str:
    """What somebody in the room reads."""
    return "".join(visitor.page.locator(".present-code [aria-hidden]").all_inner_texts())


def test_attendance_from_the_screen_in_the_room_to_the_record(visitors: Callable[..., Visitor], tmp_path: Path) -> None:
    life = north(tmp_path, studied=False)
    now = datetime.now(tz=UTC).replace(microsecond=0)
    session = live_session(life.enrollment.cohort, life.instructor, starts_at=now - timedelta(minutes=42), ends_at=now + timedelta(minutes=40))
    everybody_accepts()
    room, phone = visitors().sign_in_as(life.instructor), visitors(viewport={"width": 390, "height": 844}, color_scheme="dark").sign_in_as(life.student)

    room.open(f"/teach/sessions/{session.public_id}/present/?for=in")
    phone.open("/sessions/")
    phone.page.get_by_role("link", name="Check in or out").click()
    phone.page.get_by_label("Code on the screen").fill(code_on(room).lower())
    phone.page.get_by_role("button", name="Send the code").click()
    phone.page.get_by_text("You are checked in at").wait_for()
    room.page.get_by_text("1 checked in").wait_for()  # the screen asks every few seconds

    room.page.get_by_role("link", name="Check out").click()
    phone.open(f"/sessions/{session.public_id}/check/?code={code_on(room).replace(' ', '')}")
    phone.page.get_by_role("button", name="Send the code").click()
    phone.page.get_by_text("You are checked out at").wait_for()

    # the session has ended a moment ago, and the student came at its start
    LiveSession.objects.filter(pk=session.pk).update(ends_at=now)
    room.open(f"/teach/sessions/{session.public_id}/")
    room.page.get_by_role("link", name="Set times of Ana Alvarez").click()
    room.page.get_by_label("Reason").fill("She sat in the first row from the start.")
    room.page.get_by_label("Came at").fill(_on_campus(session.starts_at + timedelta(minutes=2)))
    room.page.get_by_label("Left at").fill(_on_campus(now))
    room.page.get_by_role("button", name="Save").click()
    room.page.get_by_role("button", name="Confirm attendance").click()
    room.page.get_by_text("Confirmed and credited.").wait_for()

    entry = Entry.objects.get()
    phone.open("/record/")
    phone.page.get_by_role("link", name="Session 1: First").first.click()
    phone.page.get_by_text("You were there").wait_for()
    assert f"{entry.minutes} minutes" in phone.text()
    assert 38 <= entry.minutes <= 40
    assert (room.faults, phone.faults) == ([], [])


def _on_campus(moment: datetime) -> str:
    return moment.astimezone(ZoneInfo("America/New_York")).strftime("%H:%M")
