"""`manage.py inspect_upload`: the vault's answer as JSON, and what is wrong usage."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from lms.vault.kinds import Accepts, register_file_kind
from tests.factories import uploads as make

LETTERS = Accepts(types=("pdf", "jpeg"), megabytes=1)


@pytest.fixture(autouse=True)
def letter(kinds: None) -> None:
    register_file_kind("evidence.letter", "Letter", lambda person, file: False, accepts=LETTERS)


def told(path: Path, kind: str, *arguments: str) -> str:
    out = StringIO()
    call_command("inspect_upload", str(path), "--kind", kind, *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "scan.jpg"
    path.write_bytes(make.photo(exif=make.exif()))
    return path


@pytest.mark.parametrize("kind", ["evidence.letter", "letter"])
def test_the_answer_as_json(photo: Path, kind: str) -> None:
    assert json.loads(told(photo, kind, "--json")) == {
        "accepted": True,
        "reason": "This file is accepted, after changes.",
        "stored_type": "image/jpeg",
        "changes": ["Facts about the picture (such as where and when it was taken, with what, by whom) were removed."],
    }


def test_a_refusal_is_an_answer_too(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Ms. Moreno")

    assert json.loads(told(path, "letter", "--json")) == {
        "accepted": False,
        "reason": "This file holds a plain text file, which cannot be handed in here. Hand in a PDF document or a JPEG photo.",
        "stored_type": None,
        "changes": [],
    }


def test_without_json_the_sentences_and_an_exit_code(photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "empty.pdf"
    empty.touch()

    assert told(photo, "letter").startswith("This file is accepted, after changes.\nFacts about the picture")
    with pytest.raises(SystemExit) as end:
        told(empty, "letter")
    assert end.value.code == 1


@pytest.mark.parametrize("kind", ["note", "passport", ""])
def test_a_kind_that_nobody_may_upload_is_wrong_usage(photo: Path, kind: str) -> None:
    with pytest.raises(CommandError, match=r"There is no kind of file called .* Known: .*evidence\.letter") as wrong:
        told(photo, kind)

    assert wrong.value.returncode == 2


def test_a_file_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read: No such file") as wrong:
        told(tmp_path / "none.pdf", "letter")

    assert wrong.value.returncode == 2


def test_a_kind_that_keeps_no_file_says_so(photo: Path) -> None:
    register_file_kind("evidence.statement", "Statement", lambda person, file: False, accepts=Accepts(types=()))

    assert json.loads(told(photo, "statement", "--json")) == {
        "accepted": False,
        "reason": "No file is kept here, so this one was not kept either. Only what the form asks is written down.",
        "stored_type": None,
        "changes": [],
    }
