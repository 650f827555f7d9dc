"""`manage.py inspect_text`: findings as JSON, and lines it refuses."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError


def told(path: Path, *arguments: str) -> str:
    out = StringIO()
    call_command("inspect_text", str(path), *arguments, stdout=out)
    return out.getvalue()


def test_findings_name_their_text(tmp_path: Path) -> None:
    file = tmp_path / "log.jsonl"
    file.write_text('{"id": "e1", "text": "Filed the form."}\n{"id": 2, "text": "call (617) 555-0142"}\n')

    assert json.loads(told(file, "--json")) == {"findings": [{"id": 2, "kind": "phone", "start": 5, "end": 19}]}
    assert told(file) == "2: phone at 5-19\n"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [("no", "Line 1: this is not JSON."), ("[1]", 'Line 1: this is not an object with "id" and "text".'), ('{"id": 1, "text": 5}', "Line 1")],
)
def test_a_line_that_cannot_be_read(tmp_path: Path, line: str, sentence: str) -> None:
    file = tmp_path / "log.jsonl"
    file.write_text(line)

    with pytest.raises(CommandError, match=sentence[:20]):
        told(file)
