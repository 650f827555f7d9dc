"""A folder holds the older wordings that its assessments are pinned to, and an empty database gets them by their numbers."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from assessments.models import AssessmentItem, AssessmentPage, Question, QuestionEntry, QuestionVersion
from curriculum.api import BrokenFolder, export_folder, load_folder
from curriculum.models import ProgramPage
from tests.factories.course import load_course, write_course
from tests.factories.questions import write_picture, write_questions
from tests.lms.questions.samples import SAMPLES

pytestmark = [pytest.mark.django_db, pytest.mark.services]
BANK = "01-first-module/questions.yaml"


def reworded(name: str, stem: str, **more: Any) -> QuestionVersion:
    """A further version of a question, as an author writes it on the screen."""
    newest = QuestionVersion.objects.filter(question__external_id=name).latest("number")
    facts = {field.attname: getattr(newest, field.attname) for field in newest._meta.concrete_fields if field.name not in ("id", "public_id")}
    return QuestionVersion.objects.create(**facts | {"number": newest.number + 1, "stem": stem, "sha256": f"{newest.number + 1:064d}"} | more)


def pin(name: str, number: int) -> None:
    AssessmentItem.objects.filter(question__external_id=name).update(version_number=number)


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def as_another(folder: Path) -> Path:
    """The same folder under another program's name: for that program the database is empty."""
    path = folder / "program.md"
    path.write_text(path.read_text().replace("slug: small-course", "slug: other-course"))
    return folder


def exported(slug: str, to: Path) -> Path:
    export_folder(ProgramPage.objects.get(slug=slug), to)
    return to


def versions(program: str, name: str) -> list[tuple[int, str]]:
    bank = Question.objects.get(external_id=name, bank__program__slug=program)
    return list(bank.versions.order_by("number").values_list("number", "stem"))


def bank_of(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(next(folder.glob("01-*/questions.yaml")).read_text())
    return found


@pytest.fixture
def pinned(tmp_path: Path) -> Path:
    """q-1 in four wordings, of which the quiz asks the second; exported."""
    load_course(tmp_path / "course")
    for stem in ("Who may represent a person?", "Who may?", "Who may appear?"):
        reworded("q-1", stem)
    pin("q-1", 2)
    return exported("small-course", tmp_path / "out")


def test_only_what_is_pinned_is_written_beside_the_newest(pinned: Path) -> None:
    first, second = bank_of(pinned)

    assert (first["version"], first["stem"]) == (4, "Who may appear?")
    assert [(one["version"], one["stem"]) for one in first["earlier"]] == [(2, "Who may represent a person?")]
    assert ("version" in second, "earlier" in second) == (False, False)


def test_an_empty_database_asks_the_same_and_writes_the_same_bytes(pinned: Path, tmp_path: Path) -> None:
    load_folder(as_another(pinned))

    again = exported("other-course", tmp_path / "again")

    assert files(again) == files(pinned)
    assert versions("other-course", "q-1") == [(2, "Who may represent a person?"), (4, "Who may appear?")]
    page = AssessmentPage.objects.get(path__startswith=ProgramPage.objects.get(slug="other-course").path)
    assert [(item.question.external_id, item.version_number) for item in page.items.order_by("sort_order")] == [("q-1", 2), ("q-2", None)]


def test_the_newest_is_found_and_asked_elsewhere(pinned: Path) -> None:
    load_folder(as_another(pinned))

    entry = QuestionEntry.objects.get(question__bank__program__slug="other-course", question__external_id="q-1")

    assert entry.version.number == 4


def test_where_it_came_from_the_folder_changes_nothing(pinned: Path) -> None:
    before = QuestionVersion.objects.count()

    changes = load_folder(pinned)

    assert ({change.outcome for change in changes}, QuestionVersion.objects.count()) == ({"unchanged"}, before)


def test_a_database_with_the_first_wording_gets_the_later_ones(pinned: Path, tmp_path: Path) -> None:
    load_folder(as_another(write_course(tmp_path / "older")))

    load_folder(as_another(pinned))

    assert [number for number, _ in versions("other-course", "q-1")] == [1, 2, 4]


def test_every_type_goes_round_with_its_pictures(tmp_path: Path) -> None:
    course = write_questions(tmp_path / "course", {key: sample.content for key, sample in SAMPLES.items()})
    write_picture(course)
    page = course / "01-first-module/assessment.md"
    page.write_text(page.read_text().replace("[q-1, q-2]", f"[{', '.join(f'sample.{key}' for key in SAMPLES)}]"))
    load_folder(course)
    for key in SAMPLES:
        reworded(f"sample.{key}", "And now?")
        pin(f"sample.{key}", 1)
    out = as_another(exported("small-course", tmp_path / "out"))

    load_folder(out)

    assert files(exported("other-course", tmp_path / "again")) == files(out)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"version": None}, "the newest a higher one"),
        ({"version": 2}, "the newest a higher one"),
        ({"twice": True}, "earlier wordings need a number each"),
        ({"content": {"options": []}}, "question “q-1”"),
        ({"number": 3}, "“q-1” has no version 2 here. Write it under “earlier” in its bank"),
    ],
)
def test_what_cannot_be_is_said_with_its_question_and_changes_nothing(pinned: Path, change: dict[str, Any], said: str) -> None:
    before, path = QuestionVersion.objects.count(), next(as_another(pinned).glob("01-*/questions.yaml"))
    first, second = bank_of(pinned)
    earlier = first["earlier"][0] | {"version": change.get("number", 2)} | ({"content": change["content"]} if "content" in change else {})
    first |= {"earlier": [deepcopy(earlier) for _ in range(2 if "twice" in change else 1)], "version": change.get("version", 4)}
    path.write_text(yaml.safe_dump([{name: value for name, value in first.items() if value is not None}, second]))

    with pytest.raises(BrokenFolder) as broken:
        load_folder(pinned)

    assert said in str(broken.value)
    assert QuestionVersion.objects.count() == before


def test_a_number_that_means_other_words_here_is_refused(pinned: Path) -> None:
    path = next(pinned.glob("01-*/questions.yaml"))
    path.write_text(path.read_text().replace("Who may represent a person?", "Who else?"))

    with pytest.raises(BrokenFolder) as broken:
        load_folder(pinned)

    assert "question “q-1”: version 2 says something else here; its number cannot be used again." in str(broken.value)


def test_a_number_before_later_ones_is_refused(pinned: Path, tmp_path: Path) -> None:
    load_folder(as_another(pinned))
    path = next(pinned.glob("01-*/questions.yaml"))
    path.write_text(path.read_text().replace("version: 2", "version: 3"))
    quiz = next(pinned.glob("01-*/assessment.md"))
    quiz.write_text(quiz.read_text().replace("version: 2", "version: 3"))

    with pytest.raises(BrokenFolder) as broken:
        load_folder(pinned)

    assert "version 3 is not here, and later ones are" in str(broken.value)
