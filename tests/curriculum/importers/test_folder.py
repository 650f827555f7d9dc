"""A folder of Markdown becomes pages, and pages become the same folder."""

from pathlib import Path

import pytest

from curriculum.api import BrokenFolder, export_folder, load_folder
from curriculum.models import ContentSnapshot, LessonPage, ProgramPage
from tests.factories.course import load_course, write_course

pytestmark = [pytest.mark.django_db, pytest.mark.services]


def outcomes(changes: list) -> set[str]:
    return {change.outcome for change in changes}


def test_a_second_load_changes_nothing(tmp_path: Path) -> None:
    first = load_course(tmp_path / "course")

    second = load_folder(tmp_path / "course")

    assert (outcomes(first), outcomes(second)) == ({"created"}, {"unchanged"})
    assert ContentSnapshot.objects.count() == 2


def test_what_was_exported_loads_without_a_change(tmp_path: Path) -> None:
    load_course(tmp_path / "course")

    export_folder(ProgramPage.objects.get(), tmp_path / "out")

    assert outcomes(load_folder(tmp_path / "out")) == {"unchanged"}


def test_an_edited_lesson_gets_a_new_snapshot_and_the_old_one_stays(tmp_path: Path) -> None:
    load_course(tmp_path / "course")
    path = tmp_path / "course/01-first-module/02-two.md"
    path.write_text(path.read_text().replace("More words.", "Other words."))

    changes = load_folder(tmp_path / "course")

    assert [(change.what, change.name) for change in changes if change.outcome == "changed"] == [("lesson", "first-module/two")]
    bodies = list(ContentSnapshot.objects.filter(lesson__slug="two").values_list("body", flat=True))
    assert ["More words." in bodies[0], "Other words." in bodies[1]] == [True, True]


@pytest.mark.parametrize("empty", ["", "\n", "\n\n\n"])
def test_the_line_of_a_fault_counts_empty_lines_after_the_front_matter(tmp_path: Path, empty: str) -> None:
    path = write_course(tmp_path / "course") / "01-first-module/02-two.md"
    path.write_text(path.read_text().replace("---\nMore words.", f"---\n{empty}More words.").replace("::: callout summary", "::: banner"))
    line = path.read_text().split("::: banner")[0].count("\n") + 1

    with pytest.raises(BrokenFolder, match=f"02-two.md, line {line}: there is no block called “banner”"):
        load_folder(tmp_path / "course")


def test_a_dry_run_changes_nothing(tmp_path: Path) -> None:
    changes = load_folder(write_course(tmp_path / "course"), dry_run=True)

    assert outcomes(changes) == {"created"}
    assert not LessonPage.objects.exists()


BROKEN = {
    "no front matter": ("01-first-module/01-one.md", "---\n", "", "must begin with front matter"),
    "an unknown topic": ("01-first-module/01-one.md", "asylum: 5", "cooking: 5", "the topic “cooking” is not in program.md"),
    "an unknown authority": ("01-first-module/01-one.md", '["8 CFR 1292.1"]', '["9 CFR 1"]', "the authority “9 CFR 1” is not defined"),
    "minutes that do not add up": ("01-first-module/01-one.md", "minutes: 10", "minutes: 11", "the topics add up to 10 minutes, the lesson to 11"),
    "an unclosed block": ("01-first-module/01-one.md", "That was it.\n:::", "That was it.", "is never closed with :::"),
    "a check without a key": ("01-first-module/01-one.md", "{answer: true}", "{}", "check “check-1”"),
    "an unknown block": ("01-first-module/01-one.md", "::: callout summary", "::: banner summary", "there is no block called “banner”"),
    "bad YAML": ("01-first-module/questions.yaml", "- id: q-1", "- id: [q-1", "this is not valid YAML"),
    "two right options": ("01-first-module/questions.yaml", "text: Anybody, correct: false", "text: Anybody, correct: true", "question “q-1”"),
    "an unknown question": ("01-first-module/assessment.md", "[q-1, q-2]", "[q-1, q-9]", "the question “q-9” is not in questions.yaml"),
}


@pytest.mark.parametrize(("name", "old", "new", "sentence"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_folder_is_refused_with_file_and_fault_and_nothing_changes(tmp_path: Path, name: str, old: str, new: str, sentence: str) -> None:
    path = write_course(tmp_path / "course") / name
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))

    with pytest.raises(BrokenFolder) as broken:
        load_folder(tmp_path / "course")

    assert any(name in found and sentence in found for found in broken.value.sentences), broken.value.sentences
    assert not ProgramPage.objects.exists()
