"""The same facts are the same bytes, whichever process prints them, when and where: packets, their parts and records (EX-10)."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from accreditation.actions.decide_outside_training import approve_outside_training
from accreditation.packet_parts import packet_parts
from accreditation.record_formats import record_formats
from lms.core.clock import local_date, now
from lms.people.models import OtherName
from tests.conftest import SeparateDatabase
from tests.factories import uploads as make
from tests.factories.course import enrolled_student, load_course
from tests.factories.evidence import paper
from tests.factories.hours import certificate, outside
from tests.factories.packets import PacketRoom

pytestmark = [pytest.mark.services, pytest.mark.separate]
ROOT = Path(__file__).parents[2]
PLACES = (
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "4242", "TZ": "America/Anchorage", "LC_ALL": "C.UTF-8", "COLUMNS": "40"},
)


@pytest.fixture
def room(separate_database: SeparateDatabase, tmp_path: Path) -> PacketRoom:
    """With a photo, a file that lies beside, an outside training and another name."""
    load_course(tmp_path / "course")
    made = PacketRoom(enrolled_student(), today=local_date(now(), "America/New_York"))
    OtherName.objects.create(user=made.place.student, name="Ana María Núñez")
    approve_outside_training(training=outside(made.place, document=certificate()), by=made.olga)
    made.verified("resume", file=paper("Resume.docx", make.word()))
    made.reviewed()
    made.signed_and_served()
    enrolled_student(email="second@north.example")
    return made


def begun(database: SeparateDatabase, data: str, day: str, ahead: str, folder: Path, **place: str) -> subprocess.Popen[str]:
    """A process that has another seed of hashes, another time zone, another clock and folders of its own."""
    folder.mkdir()
    environment = database.environment(TEST_DATA_DIR=data, TMPDIR=str(folder), PYTHONPATH=str(ROOT), **place)
    child = [sys.executable, "-m", "tests.accreditation.printing", day, ahead]
    return subprocess.Popen(child, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def said(child: subprocess.Popen[str]) -> dict[str, str]:
    out, errors = child.communicate(timeout=180)
    assert child.returncode == 0, errors
    told: dict[str, str] = json.loads(out)
    return told


def test_packets_parts_and_records_are_the_same_from_two_processes(
    separate_database: SeparateDatabase, room: PacketRoom, settings: Any, tmp_path: Path
) -> None:
    day, data = room.today.isoformat(), str(settings.DATA_DIR)
    children = [begun(separate_database, data, day, str(180 * number), tmp_path / f"place-{number}", **place) for number, place in enumerate(PLACES)]

    first, second = (said(child) for child in children)

    assert {name: (one, second.get(name)) for name, one in first.items() if one != second.get(name)} == {}
    assert set(first) == set(second)
    assert {"final.zip", "draft.zip", "final/packet.pdf", "final/index.pdf", "final/manifest.json", "final/Tab-C-01_resume.docx"} <= set(first)
    alone = {name.removeprefix("part ") for name in first if name.startswith("part ")}
    bound = {name.partition("_")[2].removesuffix(".pdf") for name in first if name.startswith("final/Tab-")}
    assert alone | bound >= {part.key for part in packet_parts} - {"certificates", "resume_skeleton"}
    assert {name.split(" of a ")[0] for name in first if " of a " in name} == {one.key for one in record_formats}
