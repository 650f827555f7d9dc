"""The packets of a cohort in one job; volumes of a packet that is too large for e-mail; and the pages."""

import io
import json
import random
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from PIL import Image

from accreditation.actions.build_cohort_packets import LIST, build_cohort_packets
from accreditation.models import Packet
from accreditation.tasks.packets import run_packet, run_packets
from lms.core.errors import Invalid, NotFound
from lms.jobs.models import Job
from lms.vault.api import StoredFile, file_called, read
from tests.accreditation.test_tasks import Run
from tests.factories.course import enrolled_student
from tests.factories.evidence import paper
from tests.factories.packets import PacketRoom

pytestmark = pytest.mark.django_db


def archive_of(file: str) -> zipfile.ZipFile:
    found = file_called(file)
    assert found is not None
    return zipfile.ZipFile(io.BytesIO(read(found)))


def test_three_students_one_ready_two_refused_with_what_they_lack(room: PacketRoom) -> None:
    room.reviewed()
    room.signed_and_served()
    for number in (2, 3):
        enrolled_student(email=f"other{number}@north.example")
    told: list[tuple[int, int, str]] = []

    made = build_cohort_packets(
        cohort=room.place.cohort, kind="final", by=room.emil, key="job-1", progress=lambda done, total, said: told.append((done, total, said))
    )  # fmt: skip

    archive = archive_of(made.file.public_id)
    listed = json.loads(archive.read(LIST))["packets"]
    assert sorted(archive.namelist()) == [next(one["file"] for one in listed if one["file"]), LIST]
    assert [bool(one["refused"]) for one in listed] == [not one["file"] for one in listed]
    assert (made.built, len(made.refused)) == (1, 2)
    assert all(any("8 CFR" in sentence for sentence in one.refused) for one in made.refused)
    assert [said for _, _, said in told] == ["Packet 1 of 3", "Packet 2 of 3", "Packet 3 of 3"]
    inside = zipfile.ZipFile(io.BytesIO(archive.read(next(one["file"] for one in listed if one["file"]))))
    assert "packet.pdf" in inside.namelist()
    assert Packet.objects.get().kind == "final"


def test_done_twice_it_is_one_file(room: PacketRoom) -> None:
    first = build_cohort_packets(cohort=room.place.cohort, kind="draft", by=room.emil, key="job-1")

    assert build_cohort_packets(cohort=room.place.cohort, kind="draft", by=room.emil, key="job-1").file == first.file
    assert StoredFile.objects.filter(kind="accreditation.packets").count() == 1
    with pytest.raises(Invalid):
        build_cohort_packets(cohort=room.place.cohort, kind="supplement", by=room.emil, key="job-2")


def test_the_job_says_how_many_and_asks_for_the_right_again(room: PacketRoom) -> None:
    payload = {"cohort": room.place.cohort.slug, "kind": "draft"}

    assert run_packets(Run(room.emil.public_id, payload))["sentence"] == f"1 packet of {room.place.cohort.name}."
    with pytest.raises(NotFound):
        run_packets(Run(room.place.student.public_id, payload, "job-2"))


def test_a_packet_that_is_too_large_is_split_between_documents(room: PacketRoom, settings: Any) -> None:
    settings.PACKET_MEGABYTES = 1
    for number in range(3):
        picture = io.BytesIO()
        Image.frombytes("RGB", (420, 420), random.Random(number).randbytes(420 * 420 * 3)).save(picture, "PNG")  # chance does not pack
        room.verified("recommendation_letter", file=paper(f"L{number}.png", picture.getvalue()), writer=f"Writer {number}")

    archive = archive_of(room.built("draft").file)

    told = json.loads(archive.read("manifest.json"))
    count = len(told["volumes"])
    assert count > 1
    assert told["volumes"] == [f"packet-{number}-of-{count}.pdf" for number in range(1, count + 1)]
    assert all(len(archive.read(name)) <= 1_000_000 for name in told["volumes"])
    assert "packet.pdf" not in archive.namelist()
    assert sorted({one["volume"] for one in told["contents"]}) == list(range(1, count + 1))


@pytest.fixture
def without_second_factor(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.mark.usefixtures("without_second_factor")
class TestPages:
    def test_a_coordinator_builds_and_downloads(self, room: PacketRoom) -> None:
        browser = room.browser(room.emil)
        page = reverse("applications:packets", args=[room.application.public_id])

        answer = browser.post(page, {"act": "draft"})

        job = Job.objects.get(kind="accreditation.build_packet")
        assert answer.headers["Location"] == reverse("jobs:job", args=[job.public_id])
        made = run_packet(Run(room.emil.public_id, job.payload, job.public_id))
        shown = browser.get(page).content.decode()
        assert reverse("vault:file", args=[made["file"]]) in shown
        assert "The record says today what that packet says." in shown
        room.verified("resume")
        assert "Tab C-1, Resume" in browser.get(page).content.decode()

    def test_an_officer_files_from_the_form_and_sends_a_supplement(self, room: PacketRoom) -> None:
        room.reviewed()
        room.signed_and_served()
        packet = room.built("final")
        browser = room.browser(room.olga)
        days = dict.fromkeys(("signed_rep", "signed_ao", "served", "sent"), room.today.isoformat())

        browser.post(
            reverse("applications:move", args=[room.application.public_id, "file"]), {**days, "proof": "4711", "note": "", "packet": packet.public_id}
        )  # fmt: skip
        room.application.refresh_from_db()
        assert room.application.state == "filed"
        room.verified("resume")
        supplement = room.built("supplement")
        page = reverse("applications:packets", args=[room.application.public_id])
        assert "A supplement was sent" in browser.get(page).content.decode()
        assert browser.post(page, {"packet": supplement.public_id, "sent_on": "2031-01-01"}).status_code == 422
        assert browser.post(page, {"packet": supplement.public_id, "sent_on": room.today.isoformat()}).status_code == 302

        student = room.browser(room.place.student)
        mine = student.get(reverse("application:packets", args=[room.application.public_id])).content.decode()
        assert "Supplement 1" in mine
        filed = packet.filed.file
        assert student.get(reverse("vault:file", args=[filed])).status_code == 200
        assert room.browser(room.cora).get(reverse("vault:file", args=[filed])).status_code == 200

    def test_a_cohort_is_asked_for_as_one_job(self, room: PacketRoom) -> None:
        browser = room.browser(room.emil)

        browser.post(reverse("cohorts:packets", args=[room.place.cohort.slug]), {"act": "final"})

        assert Job.objects.get(kind="accreditation.build_packets").payload == {"cohort": room.place.cohort.slug, "kind": "final"}


def test_the_command_writes_a_draft(room: PacketRoom, tmp_path: Path) -> None:
    from django.core.management import call_command

    at = tmp_path / "packet.zip"
    call_command("build_packet", room.place.student.email, scheme="doj-partial-initial", draft=True, output=str(at), verbosity=0)

    assert "packet.pdf" in zipfile.ZipFile(at).namelist()
