"""Several workers send the same letters at once, change their way meanwhile, or die: everybody is told everything, once."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from lms.notices.actions.keep_preferences import keep_preferences
from lms.notices.actions.letters import BeingSent
from lms.notices.api import Notice, mail_digest, mail_notice, notify
from lms.notices.models import Digest
from lms.people.models import Campus, Membership, User
from tests.conftest import SeparateDatabase
from tests.torture.stage import Act, Stage

pytestmark = [pytest.mark.services, pytest.mark.separate]
WORKERS = 6
TODAY, TOMORROW = date(2026, 6, 10), date(2026, 6, 11)


def to_files(folder: str) -> User:
    """Letters of this process are files in ``folder``."""
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", folder
    return User.objects.get()


def once(send: Callable[..., Any], *which: Any) -> Any:
    try:
        return send(*which)
    except BeingSent:
        return "being sent"


def tell_and_send(folder: str) -> None:
    person = to_files(folder)
    notify(person, "assessments.to_mark", subject_line="Told by all", text="T", url="", key="by-all")
    once(mail_digest, person.public_id, TODAY)


def send_each_way(folder: str, number: int) -> None:
    person = to_files(folder)
    if number % 2:
        keep_preferences(by=person, deliveries={"accreditation.certificate_issued": "daily"}, digest_hour=8, quiet_from=None, quiet_until=None)
    for public_id in list(Notice.objects.order_by("pk" if number % 3 else "-pk").values_list("public_id", flat=True)):
        once(mail_notice, public_id)
        if number % 2:
            once(mail_digest, person.public_id, TODAY)


def send_digest(folder: str) -> Any:
    return once(mail_digest, to_files(folder).public_id, TODAY)


@pytest.fixture
def noor(separate_database: SeparateDatabase) -> User:
    person = User.objects.create_user("noor@north.example", "correct horse battery")
    campus = Campus.objects.create(slug="north", name="North", time_zone="America/New_York")
    Membership.objects.create(user=person, campus=campus, role="instructor")
    return person


def send_tomorrows(folder: str) -> None:
    mail_digest(to_files(folder).public_id, TOMORROW)


def act(function: Callable[..., Any], folder: Path, kill: str = "", **arguments: Any) -> Act:
    return Act(f"{__name__}:{function.__name__}", {"folder": str(folder), **arguments}, kill)


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

    with Stage(separate_database) as stage:
        stage.together(*(act(tell_and_send, tmp_path) for _ in range(WORKERS)))

    assert (len(letters(tmp_path)), Notice.objects.count(), Digest.objects.count()) == (1, 6, 1)
    assert told_in(letters(tmp_path)) == {f"Certificate {number}": 1 for number in range(5)}


def test_a_letter_of_its_own_and_the_daily_one_tell_nothing_twice(separate_database: SeparateDatabase, noor: User, tmp_path: Path) -> None:
    for number in range(12):
        notify(noor, "accreditation.certificate_issued", subject_line=f"Certificate {number}", text="T", url="", key=str(number))

    with Stage(separate_database) as stage:
        stage.together(*(act(send_each_way, tmp_path, number=number) for number in range(WORKERS)))
        stage.together(act(send_tomorrows, tmp_path))  # what came after today's letter

    assert told_in(letters(tmp_path)) == {f"Certificate {number}": 1 for number in range(12)}


@pytest.mark.parametrize(("failpoint", "sent"), [("notices.digest_gathered", 1), ("notices.after_sending", 2)])
def test_a_worker_that_dies_leaves_the_letter_to_the_next(separate_database: SeparateDatabase, noor: User, tmp_path: Path, failpoint: str, sent: int) -> None:
    """Killed after the mail server has taken it, it goes again with the same message id: no mail server takes part in our transaction."""
    notify(noor, "assessments.to_mark", subject_line="Certificate 1", text="T", url="", key="1")
    with Stage(separate_database) as stage:
        (killed,) = stage.together(act(send_digest, tmp_path, kill=failpoint))
        Digest.objects.update(claimed_until=None)  # its hold has run out

        said = [stage.together(act(send_digest, tmp_path))[0].said for _ in range(2)]

    assert (killed.killed, said) == (True, [True, False])
    found = letters(tmp_path)
    assert (len(found), len({letter["Message-ID"] for letter in found})) == (sent, 1)
