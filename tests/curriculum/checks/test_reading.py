"""Reading a folder for its checks: what cannot be read is said file by file, and nothing is judged."""

from pathlib import Path

import pytest

from curriculum.checks import read_folder
from curriculum.importers.folder.faults import BrokenFolder
from lms.core.errors import Invalid
from tests.factories.materials import write_sets
from tests.factories.taught import BANK, FIRST, GLOSSARY, KEPT, MODULE, QUIZ, SOURCES, spoil, write_taught


def test_what_a_folder_holds(root: Path) -> None:
    folder = read_folder(root)

    assert [lesson.facts.slug for lesson in folder.lessons] == ["one", "two"]
    assert [check.id for lesson in folder.lessons for check in lesson.knowledge_checks] == ["one-c1", "two-c1"]
    assert [assessment.slug for assessment in folder.assessments] == ["examination", "quiz"]
    assert {question.bank for question in folder.questions} == {"kept", "first-module"}
    assert len(folder.terms or ()) == 3


def test_pictures_are_read_and_not_kept(tmp_path: Path, settings: object) -> None:
    root = write_taught(tmp_path / "folder", with_samples=True)
    settings.MEDIA_ROOT = tmp_path / "media"  # type: ignore[attr-defined]

    folder = read_folder(root)

    assert "hotspot" in {question.type for question in folder.questions}
    assert not (tmp_path / "media").exists()


def test_the_log_of_reviews_is_left_alone(root: Path) -> None:
    (root / "review-log" / "inside").mkdir(parents=True)
    for name in ("review-log/walks.md", "review-log/inside/plan.md"):
        (root / name).write_text("no front matter, and see 9 CFR 1.1")

    assert len(list(read_folder(root).lessons)) == 2


def test_teaching_materials_are_read(root: Path) -> None:
    folder = read_folder(write_sets(root))

    assert [one.slug for one in folder.materials] == ["who-may-help", "case-rounds", "mock-interview", "welcome-letter"]


def test_teaching_materials_that_cannot_be_read(root: Path) -> None:
    write_sets(root)
    (root / "live/01-who-may-help/slides.md").unlink()

    with pytest.raises(BrokenFolder) as broken:
        read_folder(root)

    assert broken.value.sentences == ["live/01-who-may-help/plan.md, line 10: there is no slides.md beside it. Write that sheet, or take it out of materials."]


BROKEN = {
    "a lesson whose topics do not add up": (FIRST, "topics: {asylum: 15}", "topics: {asylum: 14}", "line 2: the topics add up to 14 minutes, the lesson to 15"),
    "a module whose topics do not add up": (MODULE, "topics: {asylum: 50}", "topics: {asylum: 49}", "the topics add up to 49 minutes, the components to 50"),
    "an unclosed block": (FIRST, "- The applicant proves it.\n:::", "", "is never closed with :::"),
    "a table that is no YAML": (FIRST, "The rule is", "::: table\ncaption: [\n:::\n\nThe rule is", "this is not valid YAML"),
    "a check of no type": (FIRST, "type: single_choice", "type: riddle", "check “one-c1”: There is no question type called “riddle”"),
    "a check without content": (FIRST, "content:\n  options:", "contents:\n  options:", "a check needs id, type, stem and content"),
    "a question whose content does not fit": (BANK, "answer: true", "answer: perhaps", "question “q-0”: "),
    "a question that stands twice": (BANK, "- id: q-1\n", "- id: q-0\n", "the question “q-0” stands twice."),
    "a bank that is no list": (KEPT, "- authorities", "authorities", "not valid YAML"),
    "a quiz with an odd setting": (QUIZ, "minutes: 10", "minuets: 10", "minuets: Extra inputs are not permitted"),
    "an authority without a kind": (SOURCES, "kind: regulation, ", "", "Field required"),
    "a glossary that is no list": (GLOSSARY, "- definition", "definition", "not valid YAML"),
    "a program that is not shaped as one": ("program.md", "tracks:", "track:", "Field required"),
}


@pytest.mark.parametrize(("name", "old", "new", "sentence"), BROKEN.values(), ids=BROKEN.keys())
def test_a_file_that_cannot_be_read(root: Path, name: str, old: str, new: str, sentence: str) -> None:
    spoil(root, name, old, new)

    with pytest.raises(BrokenFolder) as broken:
        read_folder(root)

    assert any(said.startswith(name) and sentence in said for said in broken.value.sentences), broken.value.sentences


def test_a_picture_that_is_not_there(tmp_path: Path) -> None:
    root = write_taught(tmp_path / "folder", with_samples=True)
    (root / "01-first-module/images/form.png").unlink()

    with pytest.raises(BrokenFolder, match=r"question “hotspot”: the file “images/form\.png” is not in the module's folder"):
        read_folder(root)


def test_a_folder_without_a_program(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match=r"holds no program\.md"):
        read_folder(tmp_path)
