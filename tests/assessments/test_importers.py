"""Every question type goes into a bank from ``questions.yaml`` and comes back out of it as it was."""

import json
import re
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.files.storage import default_storage

from assessments.models import QuestionVersion
from curriculum.api import BrokenFolder, export_folder, load_folder
from curriculum.models import ContentSnapshot, ProgramPage
from lms.questions.api import question_types
from tests.factories.course import write_course
from tests.factories.questions import write_picture, write_questions
from tests.lms.questions.samples import SAMPLES

pytestmark = [pytest.mark.django_db, pytest.mark.services]


def with_picture(content: dict[str, Any], data: bytes) -> dict[str, Any]:
    return content | {"picture": content["picture"] | {"stored": f"{sha256(data).hexdigest()}.png", "width": 40, "height": 30}}


def sample_versions() -> dict[str, QuestionVersion]:
    return {version.type: version for version in QuestionVersion.objects.filter(question__external_id__startswith="sample.")}


def test_a_question_of_every_type_loads_exports_and_loads_again_unchanged(tmp_path: Path) -> None:
    course = write_questions(tmp_path / "course", {key: sample.content for key, sample in SAMPLES.items()})
    picture = write_picture(course)
    load_folder(course)
    export_folder(ProgramPage.objects.get(), tmp_path / "out")

    changes = load_folder(tmp_path / "out")

    assert {change.outcome for change in changes} == {"unchanged"}
    contents = {key: sample.content for key, sample in SAMPLES.items()}
    contents["hotspot"] = with_picture(contents["hotspot"], picture)
    assert {key: version.content for key, version in sample_versions().items()} == contents
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


def test_a_picture_comes_in_by_its_bytes_and_goes_out_as_its_author_wrote_it(tmp_path: Path) -> None:
    course = write_questions(tmp_path / "course", {"hotspot": SAMPLES["hotspot"].content})
    data = write_picture(course)
    load_folder(course)

    export_folder(ProgramPage.objects.get(), tmp_path / "out")

    stored = sample_versions()["hotspot"].content["picture"]["stored"]
    with default_storage.open(f"images/questions/{stored}") as file:
        assert file.read() == data
    [module] = (tmp_path / "out").glob("01-*")
    written = yaml.safe_load((module / "questions.yaml").read_text())[-1]["content"]["picture"]
    assert written == {"file": "images/form.png", "alt": "A form of four boxes with a seal"}
    assert (module / "images/form.png").read_bytes() == data


def test_another_picture_of_the_same_name_is_another_version_and_the_old_one_keeps_its_own(tmp_path: Path) -> None:
    course = write_questions(tmp_path / "course", {"hotspot": SAMPLES["hotspot"].content})
    pictures = [write_picture(course)]
    load_folder(course)
    pictures.append(write_picture(course, color="black"))

    load_folder(course)

    kept = [version.content for version in QuestionVersion.objects.filter(type="hotspot").order_by("number")]
    assert kept == [with_picture(SAMPLES["hotspot"].content, data) for data in pictures]
    for content, data in zip(kept, pictures, strict=True):
        with default_storage.open(f"images/questions/{content['picture']['stored']}") as file:
            assert file.read() == data


def test_a_picture_inside_a_fact_pattern_is_stored_too(tmp_path: Path) -> None:
    part = {"id": "place", "type": "hotspot", "stem": "Where?", "content": SAMPLES["hotspot"].content}
    course = write_questions(tmp_path / "course", {"fact_pattern": {"case": "She fills in the form.", "parts": [part]}})
    data = write_picture(course)

    load_folder(course)

    assert sample_versions()["fact_pattern"].content["parts"][0]["content"] == with_picture(SAMPLES["hotspot"].content, data)


@pytest.mark.parametrize(
    ("data", "file", "sentence"),
    [
        (None, "images/form.png", "the file “images/form.png” is not in the module's folder."),
        (b"no picture", "images/form.png", "“images/form.png” is no picture that a question can show: PNG, JPEG or WebP, at most 5 MB."),
        (b"x" * 5_000_001, "images/form.png", "“images/form.png” is no picture that a question can show: PNG, JPEG or WebP, at most 5 MB."),
        (b"secret", "../program.md", "the file “../program.md” is not in the module's folder."),
    ],
)
def test_what_is_no_picture_of_the_module_is_refused(tmp_path: Path, data: bytes | None, file: str, sentence: str) -> None:
    content = SAMPLES["hotspot"].content
    course = write_questions(tmp_path / "course", {"hotspot": content | {"picture": {"file": file, "alt": "A form"}}})
    if data is not None:
        write_picture(course)
        (course / "01-first-module/images/form.png").write_bytes(data)

    with pytest.raises(BrokenFolder) as broken:
        load_folder(course)

    assert f"question “sample.hotspot”: {sentence}" in str(broken.value)
    assert not QuestionVersion.objects.filter(type="hotspot").exists()


def test_a_check_in_a_lesson_freezes_its_picture_in_the_snapshot_and_goes_out_again(tmp_path: Path) -> None:
    course = write_course(tmp_path / "course")
    data = write_picture(course)
    written = {**SAMPLES["hotspot"].content, "picture": {"file": "images/form.png", "alt": "A form of four boxes with a seal"}}
    check = yaml.safe_dump({"id": "check-place", "type": "hotspot", "stem": "Where?", "content": written})
    lesson = course / "01-first-module/01-one.md"
    lesson.write_text(f"{lesson.read_text().rstrip()}\n\n::: check\n{check}:::\n")
    load_folder(course)
    export_folder(ProgramPage.objects.get(), tmp_path / "out")

    changes = load_folder(tmp_path / "out")

    parts = json.loads(ContentSnapshot.objects.get(lesson__slug="one").body)["parts"]
    assert [part["content"] for part in parts if part.get("type") == "hotspot"] == [with_picture(SAMPLES["hotspot"].content, data)]
    assert {change.outcome for change in changes} == {"unchanged"}


def test_faults_in_contents_name_each_question_and_its_line(tmp_path: Path) -> None:
    course = write_questions(tmp_path / "course", {key: sample.content | {"colour": "red"} for key, sample in SAMPLES.items()})
    write_picture(course)
    bank = "01-first-module/questions.yaml"

    with pytest.raises(BrokenFolder) as refused:
        load_folder(course)

    for key in SAMPLES:
        assert re.search(rf"{bank}, line \d+: question “sample.{key}”: colour: this question type has no such field\.", str(refused.value)), key


@pytest.mark.parametrize("name", ["exam", "ethics", "mock_interview"])
def test_what_completes_a_program_names_assessments_that_it_has(tmp_path: Path, name: str) -> None:
    program = write_course(tmp_path / "course") / "program.md"
    program.write_text(program.read_text().replace("all_required_topics: true}", f"all_required_topics: true, {name}: nowhere}}"))

    with pytest.raises(BrokenFolder, match=f"completion.{name}: the program has no assessment “nowhere”"):
        load_folder(tmp_path / "course")
