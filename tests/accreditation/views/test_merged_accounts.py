"""What a student whose accounts were merged sees, and takes away, of the one that went."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from django.urls import reverse

from accreditation.models import Entry
from curriculum.models import LessonPage
from lms.audit.api import record_disclosure
from lms.site.own_export.packing import packed
from tests.factories.course import signed_in, study
from tests.factories.merges import Twice, complete, signed_up_twice

pytestmark = pytest.mark.django_db


@pytest.fixture
def twice(tmp_path: Path) -> Twice:
    made = signed_up_twice(tmp_path)
    study(made.spring, "two", 5)
    complete(made.spring, "two")
    record_disclosure(viewer=made.one, owner=made.merged.public_id, what="Record of hours", purpose="Running the cohort")
    made.merge()
    return made


def test_the_page_of_an_entry_that_came_along_says_where_from(twice: Twice) -> None:
    entry = Entry.objects.get(student=twice.kept.public_id)

    page = signed_in(twice.kept).get(reverse("record:entry", args=[entry.seq])).content.decode()

    assert "Came along from another account of the same person: entry 1 of its ledger" in page
    assert entry.evidence["hash"] in page


def test_the_intervals_studied_under_the_other_account_are_shown(twice: Twice) -> None:
    lesson = LessonPage.objects.get(slug="two").public_id

    page = signed_in(twice.kept).get(reverse("record:time", args=[twice.spring.public_id, lesson]))

    assert page.context["credited_minutes"] == 5


def test_who_saw_the_records_of_the_other_account_is_told(twice: Twice) -> None:
    page = signed_in(twice.kept).get(reverse("sharing:mine")).content.decode()

    assert "Record of hours" in page


def test_own_export_holds_the_facts_of_both_accounts(twice: Twice) -> None:
    with zipfile.ZipFile(io.BytesIO(b"".join(packed(twice.kept)))) as archive:
        ledger = json.loads(archive.read("data/ledger.json"))["rows"]
        page = archive.read("index.html").decode()

    assert {row["body"]["student"] for row in ledger} == {twice.kept.public_id, twice.merged.public_id}
    assert len(ledger) == 3
    assert ", of a merged account" in page
