"""Every question type goes into a bank from ``questions.yaml`` and comes back out of it as it was."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from assessments.models import QuestionVersion
from curriculum.api import BrokenFolder, export_folder, load_folder
from curriculum.models import ProgramPage
from lms.questions.api import question_types
from tests.factories.course import write_course
from tests.lms.questions.samples import SAMPLES

pytestmark = [pytest.mark.django_db, pytest.mark.services]


def write_questions(folder: Path, contents: dict[str, dict[str, Any]]) -> Path:
    """A course whose first bank holds one question more of each type in ``contents``, called by its type."""
    course = write_course(folder)
    path = course / "01-first-module/questions.yaml"
    questions = [{"id": f"sample.{kind}", "type": kind, "stem": "What does it say?", "points": 4, "content": content} for kind, content in contents.items()]
    path.write_text(path.read_text() + "\n" + yaml.safe_dump(questions, sort_keys=False, allow_unicode=True))
    return course


def sample_versions() -> dict[str, QuestionVersion]:
    return {version.type: version for version in QuestionVersion.objects.filter(question__external_id__startswith="sample.")}


def test_a_question_of_every_type_loads_exports_and_loads_again_unchanged(tmp_path: Path) -> None:
    load_folder(write_questions(tmp_path / "course", {key: sample.content for key, sample in SAMPLES.items()}))
    export_folder(ProgramPage.objects.get(), tmp_path / "out")

    changes = load_folder(tmp_path / "out")

    assert {change.outcome for change in changes} == {"unchanged"}
    assert {key: version.content for key, version in sample_versions().items()} == {key: sample.content for key, sample in SAMPLES.items()}
    for key, version in sample_versions().items():
        kind = question_types.get(key)
        assert set(version.rendered) == {"stem", "explanation", *kind.markdown_fields(kind.validate_content(version.content))}


def test_a_key_that_is_no_citation_is_refused_with_its_question(tmp_path: Path) -> None:
    course = write_questions(tmp_path / "course", {"authority_finding": {"accepted": [{"key": "INA § 208(a)"}]}})

    with pytest.raises(BrokenFolder) as broken:
        load_folder(course)

    assert "question “sample.authority_finding”: accepted, entry 1, key: “INA § 208(a)” is compared as “8 USC 1158(a)”." in str(broken.value)


def test_what_a_bank_accepts_is_found_when_that_law_changes(tmp_path: Path) -> None:
    load_folder(write_questions(tmp_path / "course", {"authority_finding": {"accepted": [{"key": "8 USC 1158(a)"}]}}))

    version = sample_versions()["authority_finding"]
    assert list(version.citations.values_list("canonical", flat=True)) == ["8 USC 1158(a)"]
