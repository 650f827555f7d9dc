"""Several workers send the same letters at once, change their way meanwhile, or die: everybody is told everything, once."""

import re
import subprocess
import sys
from collections import Counter
from datetime import date
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest

from lms.notices.api import Notice, mail_digest, notify
from lms.notices.models import Digest
from lms.people.models import Campus, Membership, User
from tests.conftest import SeparateDatabase

pytestmark = [pytest.mark.services, pytest.mark.separate]
WORKERS = 6
TODAY, TOMORROW = date(2026, 6, 10), date(2026, 6, 11)
PROCESSES = """
import os, sys, traceback, django
django.setup()
from datetime import date
from django.conf import settings
from lms.notices.actions.keep_preferences import keep_preferences
from lms.notices.actions.letters import BeingSent
from lms.notices.api import Notice, mail_digest, mail_notice, notify
from lms.people.models import User
folder, workers, script = sys.argv[1], int(sys.argv[2]), sys.argv[3]
settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", folder
def once(function, *arguments):
    try:
        return function(*arguments)
    except BeingSent:
        return "being sent"
def work(number):
    try:
        exec(script, {**globals(), "number": number, "person": User.objects.get()})
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    sys.stdout.flush()
    os._exit(0)
# forked before any of them has opened the database: real processes that begin together, and one start of Django
children = [os.fork() or work(number) for number in range(workers)]
print([os.waitpid(child, 0)[1] for child in children])
"""
TELL_AND_SEND = """
notify(person, "assessments.to_mark", subject_line="Told by all", text="T", url="", key="by-all")
once(mail_digest, person.public_id, date(2026, 6, 10))
"""
SEND_EACH_WAY = """
if number % 2:
    keep_preferences(by=person, deliveries={"accreditation.certificate_issued": "daily"}, digest_hour=8, quiet_from=None, quiet_until=None)
ids = list(Notice.objects.order_by("pk" if number % 3 else "-pk").values_list("public_id", flat=True))
for public_id in ids:
    once(mail_notice, public_id)
    if number % 2:
        once(mail_digest, person.public_id, date(2026, 6, 10))
"""
SEND_DIGEST = "print(once(mail_digest, person.public_id, date(2026, 6, 10)))"


@pytest.fixture
def noor(separate_database: SeparateDatabase) -> User:
    person = User.objects.create_user("noor@north.example", "correct horse battery")
    campus = Campus.objects.create(slug="north", name="North", time_zone="America/New_York")
    Membership.objects.create(user=person, campus=campus, role="instructor")
    return person


def run(script: str, database: SeparateDatabase, folder: Path, *, workers: int = WORKERS, failpoint: str = "") -> list[str]:
    """Run ``script`` in processes that begin at the same moment; the lines they said, then how each ended, then their errors."""
    command = [sys.executable, "-c", PROCESSES, str(folder), str(workers), script]
    environment = database.environment(PATHWAY_FAILPOINT=failpoint)
    ended = subprocess.run(command, env=environment, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False, timeout=300)
    return [*ended.stdout.splitlines(), *ended.stderr.splitlines()]


def letters(folder: Path) -> list[Any]:
    """Every message that was handed to the mail server."""
    separator = b"\n" + b"-" * 79 + b"\n"
    parts = [part for file in sorted(folder.glob("*.log")) for part in file.read_bytes().split(separator) if part.strip()]
    return [message_from_bytes(part, policy=policy.default) for part in parts]


def told_in(found: list[Any]) -> Counter[str]:
    """How often each “Certificate n” was told, in subjects or in daily letters."""
    return Counter(number for letter in found for number in set(re.findall(r"Certificate \d+", letter.get_body(("plain",)).get_content())))


def test_six_workers_send_one_daily_letter(separate_database: SeparateDatabase, noor: User, tmp_path: Path) -> None:
    for number in range(5):
        notify(noor, "assessments.to_mark", subject_line=f"Certificate {number}", text="T", url="", key=str(number))

    ended = run(TELL_AND_SEND, separate_database, tmp_path)

    assert ended == [str([0] * WORKERS)], ended[-3:]
    assert (len(letters(tmp_path)), Notice.objects.count(), Digest.objects.count()) == (1, 6, 1)
    assert told_in(letters(tmp_path)) == {f"Certificate {number}": 1 for number in range(5)}


def test_a_letter_of_its_own_and_the_daily_one_tell_nothing_twice(
    separate_database: SeparateDatabase, noor: User, tmp_path: Path, settings: pytest.FixtureRequest
) -> None:
    for number in range(12):
        notify(noor, "accreditation.certificate_issued", subject_line=f"Certificate {number}", text="T", url="", key=str(number))

    ended = run(SEND_EACH_WAY, separate_database, tmp_path)
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", str(tmp_path)  # type: ignore[attr-defined]
    mail_digest(noor.public_id, TOMORROW)  # what came after today's letter

    assert ended == [str([0] * WORKERS)], ended[-3:]
    assert told_in(letters(tmp_path)) == {f"Certificate {number}": 1 for number in range(12)}


@pytest.mark.parametrize(("failpoint", "sent"), [("notices.digest_gathered", 1), ("notices.after_sending", 2)])
def test_a_worker_that_dies_leaves_the_letter_to_the_next(separate_database: SeparateDatabase, noor: User, tmp_path: Path, failpoint: str, sent: int) -> None:
    """Killed after the mail server has taken it, it goes again with the same message id: no mail server takes part in our transaction."""
    notify(noor, "assessments.to_mark", subject_line="Certificate 1", text="T", url="", key="1")
    assert run(SEND_DIGEST, separate_database, tmp_path, workers=1, failpoint=failpoint) == ["[9]"]
    Digest.objects.update(claimed_until=None)  # its hold has run out

    assert run(SEND_DIGEST, separate_database, tmp_path, workers=1) == ["True", "[0]"]
    assert run(SEND_DIGEST, separate_database, tmp_path, workers=1) == ["False", "[0]"]

    found = letters(tmp_path)
    assert (len(found), len({letter["Message-ID"] for letter in found})) == (sent, 1)
