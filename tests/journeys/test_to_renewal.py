"""From training elsewhere to the renewal's ladder: one candidate, everybody who has a part in it, and every step on a screen."""

import hashlib
import io
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import DatabaseError, transaction
from django.db.models import QuerySet

from accreditation.models import Application, Entry, Evidence, FiledPacket, PracticeEntry
from accreditation.queries.evidence import with_state
from lms.core.clock import local_date, now
from lms.core.wording import day
from lms.people.models import User
from tests.factories import uploads as make
from tests.factories.course import member
from tests.factories.packets import PacketRoom
from tests.factories.practice import matter_of
from tests.journeys.campus import Life, everybody_accepts, north
from tests.journeys.conftest import Visitor
from tests.journeys.letters import letter_with
from tests.journeys.test_certificate import complete_course
from tests.journeys.test_exports import downloaded

pytestmark = [pytest.mark.browser, pytest.mark.separate]
PHONE = {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}
TRAINING = {
    "Title of the training": "Asylum in practice", "Who gave it": "Bay Legal Aid", "First day": "2026-10-05", "Last day": "2026-10-06",
    "Minutes in all": "120", "What it taught": "The one-year bar, its exceptions, and how a declaration is built.",
}  # fmt: skip
PRACTICE = {"Date": "2026-10-12", "Minutes": "90", "What I learned": "I learned to order a story by time."}


@pytest.fixture
def life(site: str, tmp_path: Path, settings: Any) -> Life:
    """A student who has read the lessons; an attorney on record and a matter. What this process puts into the vault lies in the server's."""
    settings.VAULT_DIR = tmp_path / "data" / "vault"
    life = north(tmp_path)
    life.officer = member("officer@north.example", "officer", life.campus)
    member("coordinator2@north.example", "coordinator", life.campus)
    matter_of(life.enrollment)
    everybody_accepts()
    return life


def field(page: Any, label: str) -> Any:
    """The field of this label, optional or not."""
    return page.get_by_label(re.compile(rf"^{re.escape(label)}( \(optional\))?$"))


def fill(page: Any, answers: dict[str, str]) -> None:
    for label, answer in answers.items():
        field(page, label).fill(answer)


def paper(name: str) -> dict[str, Any]:
    """A PDF of one page, another for each name."""
    return {"name": f"{name}.pdf", "mimeType": "application/pdf", "buffer": make.pdf(page=f"/Number ({name})")}


def enters_outside_training(student: Visitor, life: Life) -> None:
    student.open(f"/record/places/{life.enrollment.public_id}/outside/")
    fill(student.page, TRAINING)
    student.page.get_by_label("Asylum", exact=True).fill("120")
    field(student.page, "Certificate").set_input_files(paper("outside"))
    student.page.get_by_role("button", name="Hand it in").click()
    student.page.get_by_role("heading", name="Asylum in practice").wait_for()


def approves_outside_training(coordinator: Visitor) -> None:
    coordinator.open("/cohorts/approvals/")
    coordinator.page.get_by_role("heading", name="Asylum in practice").wait_for()
    coordinator.page.get_by_role("button", name="Approve").click()
    coordinator.page.get_by_text("Nothing waits").first.wait_for()


def writes_practice(student: Visitor) -> None:
    student.open("/record/practice/")
    student.page.get_by_role("link", name="Write an entry").click()
    fill(student.page, PRACTICE)
    student.page.get_by_label("Topic").select_option("asylum")
    student.page.get_by_role("button", name="Save as a draft").click()
    student.page.get_by_role("button", name="Send for confirmation").click()
    student.page.get_by_text("Waiting").first.wait_for()


def confirms_from_the_letter(attorney: Visitor, data: Path) -> None:
    """On a phone: the link, a code, one tick, done."""
    email = "ada654321@law.example"
    attorney.open(letter_with(data, r"/practice/confirm/\S+/", email)[0])
    attorney.page.get_by_role("button", name="Send me the code").click()
    attorney.page.get_by_label("Your code").wait_for()
    attorney.page.get_by_label("Your code").fill(letter_with(data, r"(\d{6}) is your code", email)[1])
    attorney.page.get_by_role("button", name="Go on").click()
    attorney.page.get_by_role("checkbox", name=re.compile("90 min")).check()
    assert attorney.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    attorney.page.locator("#attested").check()
    attorney.page.get_by_role("button", name="Confirm what is ticked").click()
    attorney.page.get_by_text("Nothing waits for you. Thank you.").wait_for()


def hands_in_letters(student: Visitor) -> None:
    for writer in ("Rosa Diaz", "Ben Okoro"):
        student.open("/record/documents/add/recommendation_letter/")
        fill(student.page, {"Who wrote it": writer, "How the writer knows you": "Professor", "Date of the letter": "2026-09-14"})
        student.page.get_by_label("File").set_input_files(paper(writer))
        student.page.get_by_role("button", name="Hand in").click()
        student.page.get_by_text("Handed in. A second person verifies it; you are told.").wait_for()


def verifies_everything(coordinator: Visitor) -> None:
    """Documents one by one, as the queue leads on."""
    for _ in range(Evidence.objects.count()):
        coordinator.open("/cohorts/documents/")
        coordinator.page.locator("main .card-list a, main table a").first.click()
        coordinator.page.get_by_role("button", name="Verify").first.click()
        coordinator.page.get_by_text("Verified.", exact=True).wait_for()


def keepers(life: Life) -> dict[str, User | None]:
    return {"emil": life.coordinator, "cora": User.objects.get(email="coordinator2@north.example"), "olga": life.officer}


def builds_the_packet(coordinator: Visitor, packets: str) -> None:
    coordinator.open(packets)
    coordinator.page.get_by_role("button", name="Build the packet to file").click()
    names = ZipFile(io.BytesIO(downloaded(coordinator))).namelist()
    assert {"Tab-G-01", "Tab-G-02", "Tab-F-01"} <= {name.partition("_")[0] for name in names}


def assert_frozen(coordinator: Visitor, packets: str) -> None:
    """As the coordinator sees it, and as the database holds it."""
    coordinator.open(packets)
    coordinator.page.get_by_text("Filed", exact=True).first.wait_for()
    assert coordinator.page.get_by_role("button", name="Build the packet to file").count() == 0
    with pytest.raises(DatabaseError), transaction.atomic():
        QuerySet(FiledPacket).update(size=1)


def recorded(visitor: Visitor, title: str, answers: dict[str, str], level: str = "", packet: re.Pattern[str] | None = None) -> None:
    """Record one step of the application that is open."""
    visitor.page.get_by_role("link", name=title).click()
    if packet:
        visitor.page.get_by_label(packet).check()
    if level:
        visitor.page.get_by_label("Level that was granted").select_option(level)
    fill(visitor.page, answers)
    visitor.page.get_by_role("button", name="Record it").click()


def reviews(officer: Visitor, application: Application) -> None:
    officer.open(f"/cohorts/applications/{application.public_id}/review/")
    for box in officer.page.get_by_role("checkbox").all():
        box.check()
    for reason in officer.page.get_by_label(re.compile("Why it is filed without this")).all():
        reason.fill("It is in the paper file.")
    officer.page.get_by_role("button", name="Mark ready to file").click()
    officer.page.get_by_role("link", name="Record the filing").wait_for()


def test_from_training_elsewhere_to_the_ladder_of_the_renewal(life: Life, visitors: Callable[..., Visitor], worker: None, tmp_path: Path) -> None:
    student, coordinator = visitors().sign_in_as(life.student), visitors().sign_in_as(life.coordinator)
    second = visitors().sign_in_as(User.objects.get(email="coordinator2@north.example"))
    officer, attorney = visitors(**PHONE).sign_in_as(life.officer), visitors(**PHONE)
    complete_course(student)
    enters_outside_training(student, life)
    approves_outside_training(second)
    writes_practice(student)
    confirms_from_the_letter(attorney, tmp_path / "data")
    assert sorted(Entry.objects.filter(source_kind__in=("external_training", "practice")).values_list("source_kind", "minutes")) == [
        ("external_training", 120), ("practice", 90),
    ]  # fmt: skip
    assert PracticeEntry.objects.get().state == "confirmed"

    coordinator.open(f"/cohorts/people/{life.enrollment.public_id}/")
    coordinator.page.get_by_role("button", name="Issue certificate: Law and skills").click()
    coordinator.page.get_by_text("No. ").first.wait_for()
    hands_in_letters(student)
    verifies_everything(coordinator)
    assert {one.state for one in with_state(Evidence.objects.all())} == {"verified"}

    room = PacketRoom(life.enrollment, today=local_date(now(), life.campus.time_zone), by=keepers(life), scheme="doj-full-initial", is_trained=True)
    room.handed_over()
    reviews(officer, room.application)
    room.signed_and_served()
    packets = f"/cohorts/applications/{room.application.public_id}/packets/"
    builds_the_packet(coordinator, packets)
    officer.open(f"/cohorts/applications/{room.application.public_id}/")
    today = local_date(now(), life.campus.time_zone)
    signed = dict.fromkeys(("Date the candidate signed", "Date the authorized officer signed"), today.isoformat())
    sent = {**dict.fromkeys(("Date of service on USCIS", "Date it was sent to EOIR"), today.isoformat()), "Proof": "Courier receipt 4711"}
    recorded(officer, "Record the filing", {**signed, **sent}, packet=re.compile("Built for"))
    assert_frozen(coordinator, packets)
    officer.open(f"/cohorts/applications/{room.application.public_id}/")
    expires = today + timedelta(days=340)  # EOIR may print less than three years; the renewal's year has begun
    decided = dict.fromkeys(("Date of the decision", "Date the approval takes effect"), today.isoformat()) | {
        "Expiry date printed by EOIR": expires.isoformat()
    }
    recorded(officer, "Record an approval", {**decided, "Proof": "Notice of Nov 20"}, level="partial")
    officer.page.get_by_text("Partially accredited, full was asked").first.wait_for()

    officer.open("/cohorts/applications/deadlines/")
    ladder = officer.text()
    assert [day(expires - timedelta(days=before)) in ladder for before in (60, 0)] == [True, True]
    student.open("/record/application/")
    assert "You may represent people before DHS only" in student.text()
    student.page.get_by_role("link", name="What was filed for me").click()
    with student.page.expect_download() as download:
        student.page.get_by_role("link", name="Download").click()
    assert hashlib.sha256(Path(download.value.path()).read_bytes()).hexdigest() == FiledPacket.objects.get().sha256
    assert [person.faults for person in (student, coordinator, second, officer, attorney)] == [[], [], [], [], []]
