"""A question of every type lives in a folder: loaded, written out again, and loaded without a change."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from assessments.models import QuestionVersion
from curriculum.api import BrokenFolder, export_folder, load_folder
from curriculum.models import ProgramPage
from tests.factories.course import write_course
from tests.lms.questions.samples import SAMPLES

pytestmark = [pytest.mark.django_db, pytest.mark.services]
BANK = "01-first-module/questions.yaml"


def question(key: str, **changes: Any) -> dict[str, Any]:
    return {"id": f"sample-{key}", "type": key, "stem": f"A question of type {key}", "content": SAMPLES[key].content} | changes


def course_with(root: Path, *questions: dict[str, Any]) -> Path:
    """The small course, its bank followed by ``questions``."""
    bank = write_course(root) / BANK
    bank.write_text(bank.read_text() + yaml.safe_dump(list(questions), allow_unicode=True))
    return root


def test_every_type_loads_and_comes_back_as_it_was_written(tmp_path: Path) -> None:
    load_folder(course_with(tmp_path / "first", *map(question, SAMPLES)))

    export_folder(ProgramPage.objects.get(), tmp_path / "second")

    assert [change for change in load_folder(tmp_path / "second") if change.outcome != "unchanged"] == []
    written = {row["id"]: row["content"] for row in yaml.safe_load((tmp_path / "second" / BANK).read_text())}
    assert {key: written[f"sample-{key}"] for key in SAMPLES} == {key: sample.content for key, sample in SAMPLES.items()}
    assert QuestionVersion.objects.filter(question__external_id__startswith="sample-").count() == len(SAMPLES)


def test_faults_in_contents_name_each_question_and_its_line(tmp_path: Path) -> None:
    root = course_with(tmp_path, *(question(key, content=sample.content | {"colour": "red"}) for key, sample in SAMPLES.items()))
    lines = [number for number, line in enumerate((root / BANK).read_text().splitlines(), start=1) if line == "- content:"]

    with pytest.raises(BrokenFolder) as refused:
        load_folder(root)

    for key, line in zip(SAMPLES, lines, strict=True):
        assert f"{BANK}, line {line}: question “sample-{key}”: colour: this question type has no such field." in str(refused.value)
