"""`manage.py export_records`: every scope, a file whole or not at all, and refusals in a sentence."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from curriculum.models import Enrollment
from tests.factories.course import enrolled_student, load_course
from tests.factories.records import read_csv, sponsor

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(tmp_path: Path, db: None) -> Enrollment:
    load_course(tmp_path / "course")
    return enrolled_student()


@pytest.mark.parametrize("kind", ["cohort", "campus", "organization", "student"])
def test_each_scope_is_written(place: Enrollment, tmp_path: Path, kind: str) -> None:
    home = sponsor(place.cohort.campus)
    called = {"cohort": place.cohort.slug, "campus": "north", "organization": home.public_id, "student": place.student.email}[kind]
    file = tmp_path / "record.csv"

    call_command("export_records", f"--{kind}", called, "--format", "csv", "-o", str(file), "--as-of", "2026-11-23", verbosity=0)

    assert [row["email"] for row in read_csv(file.read_bytes())] == [place.student.email]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["course", "record.csv"]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--cohort", "none", "--format", "csv"], "There is no cohort called “none”."),
        (["--student", "nobody@north.example", "--format", "csv"], "There is no student called “nobody@north.example”."),
        (["--campus", "north", "--format", "odt"], "odt"),
    ],
)
def test_what_cannot_be_written_is_refused_in_a_sentence(place: Enrollment, tmp_path: Path, options: list[str], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        call_command("export_records", *options, "-o", str(tmp_path / "file"))


def test_an_export_that_fails_half_way_leaves_the_file_that_was_there(place: Enrollment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "record.csv"
    file.write_text("of yesterday")

    def broken(*args: Any, **kwargs: Any) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("accreditation.queries.record_scopes.rows_with_outside", broken)

    with pytest.raises(CommandError, match="No space left on device"):
        call_command("export_records", "--campus", "north", "--format", "csv", "-o", str(file))

    assert file.read_text() == "of yesterday"
    assert not file.with_name("record.csv.part").exists()
