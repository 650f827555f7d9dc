"""The daily anchor: taken, kept as a file, and in each officer's letter once."""

from pathlib import Path
from typing import Any

import pytest

from accreditation.ledger.anchor_files import kept_anchors, read_anchor
from accreditation.ledger.append import append
from accreditation.models import Anchor, SponsoringOrganization
from accreditation.tasks import records as tasks
from lms.jobs.models import Job
from lms.notices.models import Notice
from lms.people.models import Campus
from tests.factories.ledger import draft
from tests.factories.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def anchor_folder(settings: Any, tmp_path: Path) -> Path:
    settings.ANCHOR_DIR = tmp_path / "anchors"
    return tmp_path / "anchors"


@pytest.fixture
def campus() -> Campus:
    campus = Campus.objects.create(slug="north", name="North", time_zone="America/New_York")
    organization = SponsoringOrganization.objects.create(legal_name="Aid", street="1 Main Street", city="Boston", state="MA", zip_code="02108")
    organization.campuses.add(campus)
    return campus


def test_officers_receive_the_anchor_once(campus: Campus) -> None:
    officer, coordinator = person("officer", campus), person("coordinator", campus)
    append(draft())

    assert tasks.run_anchor(None)["sentence"] == "Anchor 1 is kept, and 1 officers have it."  # type: ignore[arg-type]
    tasks.run_anchor(None)  # type: ignore[arg-type]

    letter = Notice.objects.get(person=officer.public_id)
    assert read_anchor(letter.text).hash == Anchor.objects.get().hash
    assert [anchor.hash for anchor in kept_anchors()[0]] == [Anchor.objects.get().hash]
    assert not Notice.objects.filter(person=coordinator.public_id).exists()


def test_an_anchor_whose_letter_was_not_sent_is_sent_by_the_next_run(campus: Campus, monkeypatch: pytest.MonkeyPatch) -> None:
    officer = person("officer", campus)
    append(draft())
    monkeypatch.setattr(tasks, "send_anchor", lambda anchor: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        tasks.run_anchor(None)  # type: ignore[arg-type]
    monkeypatch.undo()

    tasks.run_anchor(None)  # type: ignore[arg-type]

    assert Notice.objects.filter(person=officer.public_id).count() == 1


def test_a_ledger_without_entries_has_no_anchor() -> None:
    assert tasks.run_anchor(None)["sentence"] == "There is nothing to anchor yet."  # type: ignore[arg-type]


def test_the_sweep_of_a_day_orders_one_job_once_there_is_an_entry() -> None:
    tasks.anchor_daily()
    assert not Job.objects.filter(kind="accreditation.take_anchor").exists()
    append(draft())
    tasks.anchor_daily()
    tasks.anchor_daily()

    assert Job.objects.filter(kind="accreditation.take_anchor").count() == 1
