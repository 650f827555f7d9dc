"""`manage.py verify_ledger`: what it prints, and how it ends."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from accreditation.actions.take_anchor import take_anchor
from accreditation.ledger.anchor_files import as_text
from accreditation.ledger.append import append
from accreditation.models import LedgerHead
from tests.factories.ledger import draft

pytestmark = pytest.mark.django_db


def told(*arguments: str) -> tuple[str, str, int]:
    out, errors, status = StringIO(), StringIO(), 0
    try:
        call_command("verify_ledger", *arguments, stdout=out, stderr=errors)
    except SystemExit as ended:
        status = int(ended.code or 0)
    return out.getvalue(), errors.getvalue(), status


@pytest.fixture(autouse=True)
def anchored(settings: Any, tmp_path: Path) -> Path:
    settings.ANCHOR_DIR = tmp_path / "anchors"
    append(draft())
    anchor = take_anchor()
    assert anchor is not None
    letter = tmp_path / "letter.txt"
    letter.write_text(f"Keep this.\n{as_text(anchor)}\n")
    return letter


def test_a_ledger_that_holds(anchored: Path) -> None:
    assert told() == ("The ledger holds: 1 entries of 1 students, compared with 1 anchors.\n", "", 0)
    assert json.loads(told("--json", "--anchor", str(anchored))[0]) == {"ok": True, "students": 1, "entries": 1, "anchors": 1, "first_bad": None}


def test_one_that_does_not_hold_names_the_entry_and_ends_with_1() -> None:
    LedgerHead.objects.update(seq=5)

    out, errors, status = told()

    assert (out, status) == ("", 1)
    assert errors == "The ledger does not hold. Student student-1, entry 1: The end of the chain is not where the chain's head says it is.\n"


def test_an_anchor_of_another_installation_is_named(anchored: Path) -> None:
    text = anchored.read_text().replace('"students": 1', '"students": 2')
    anchored.write_text(text)

    assert told("--anchor", str(anchored))[1:] == (
        "The ledger does not hold. Anchor 1, kept outside the database, is not signed by a key of this installation.\n", 1,
    )  # fmt: skip


@pytest.mark.parametrize(("content", "sentence"), [("nothing", "There is no anchor in this file."), (None, "cannot be read.")])
def test_a_file_without_an_anchor(tmp_path: Path, content: str | None, sentence: str) -> None:
    file = tmp_path / "file"
    if content is not None:
        file.write_text(content)

    with pytest.raises(CommandError, match=sentence):
        call_command("verify_ledger", "--anchor", str(file))
