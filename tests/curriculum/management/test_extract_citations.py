"""`manage.py extract_citations`: places and keys as JSON, and files it refuses."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError


def told(path: Path, *arguments: str) -> str:
    out = StringIO()
    call_command("extract_citations", str(path), *arguments, stdout=out)
    return out.getvalue()


def test_every_citation_with_its_place_and_key(tmp_path: Path) -> None:
    file = tmp_path / "lesson.md"
    file.write_bytes("Año uno:\r\nsee INA § 208(a) and 8 CFR 208.13.".encode())

    found = json.loads(told(file, "--json"))["citations"]

    assert [(one["kind"], one["text"], one["key"], one["start"], one["end"]) for one in found] == [
        ("statute", "INA § 208(a)", "INA 208(a)", 14, 26),
        ("regulation", "8 CFR 208.13", "8 CFR 208.13", 31, 43),
    ]
    assert found[1]["url"] == "https://www.ecfr.gov/current/title-8/section-208.13"


def test_without_json_one_line_each(tmp_path: Path) -> None:
    file = tmp_path / "lesson.md"
    file.write_text("See 84 Fed. Reg. 69,640.")

    assert told(file) == "       4  84 FR 69640  (84 Fed. Reg. 69,640)\n"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        told(tmp_path / "none.md")


def test_a_file_that_is_not_text(tmp_path: Path) -> None:
    file = tmp_path / "scan.pdf"
    file.write_bytes(b"%PDF \xff\xfe")

    with pytest.raises(CommandError, match="not UTF-8 text: byte 5"):
        told(file)


def test_places_count_the_characters_of_the_file_line_ends_included(tmp_path: Path) -> None:
    file = tmp_path / "lesson.md"
    source = "\ufeffRead\r\n8 C.F.R.\r\n§\u00a0208.13(b)\r\nfirst."
    file.write_bytes(source.encode())

    (found,) = json.loads(told(file, "--json"))["citations"]

    text = source.removeprefix("\ufeff")
    assert found["key"] == "8 CFR 208.13(b)"
    assert text[found["start"] : found["end"]] == found["text"] == "8 C.F.R.\r\n§\u00a0208.13(b)"
