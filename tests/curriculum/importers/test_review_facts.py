"""Reviews, days of review and prerequisites in curriculum folders: they come in, go out the same, and never make a mark lie."""

from pathlib import Path

import pytest
from django.db import transaction

from curriculum.api import BrokenFolder, export_folder, load_folder
from curriculum.models import ContentSnapshot, LessonPage, ProgramPage
from curriculum.queries.reviews import review_mark
from tests.factories.course import enrolled_student, write_course
from tests.factories.review import approve_all, reviewers, rewrite

pytestmark = pytest.mark.django_db
STATED = "last_reviewed: 2026-11-20\nreviewer: Mara Okafor, attorney (Ohio)\nreview_by: 2027-05-01\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_course(tmp_path / "in")


def change(folder: Path, old: str, new: str, name: str = "01-one.md") -> None:
    path = folder / "01-first-module" / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def exported(tmp_path: Path, name: str) -> str:
    export_folder(ProgramPage.objects.get(slug="small-course"), tmp_path / name)
    return (tmp_path / name / "01-first-module" / "01-one.md").read_text()


def one() -> LessonPage:
    return LessonPage.objects.get(slug="one")


def outcomes(folder: Path) -> set[str]:
    return {change.outcome for change in load_folder(folder)}


def test_a_stated_review_speaks_of_the_words_it_came_with(folder: Path) -> None:
    change(folder, "last_reviewed: 2026-11-20\n", STATED)
    load_folder(folder)
    assert [review_mark(one()).reviewer, review_mark(one()).changed_since] == ["Mara Okafor, attorney (Ohio)", False]

    change(folder, "Words to read.", "Other words.")
    load_folder(folder)
    assert review_mark(one()).changed_since is True, "the folder repeats its old statement over a new text"

    change(folder, "last_reviewed: 2026-11-20", "last_reviewed: 2026-12-01")
    load_folder(folder)
    assert review_mark(one()).changed_since is False, "and states a new review"


def test_stated_reviews_and_days_go_out_and_in_the_same(folder: Path, tmp_path: Path) -> None:
    change(folder, "last_reviewed: 2026-11-20\n", STATED)
    load_folder(folder)
    change(folder, "Words to read.", "Other words.")
    load_folder(folder)

    text = exported(tmp_path, "out")
    assert ["changed_since_review: true" in text, "review_by: 2027-05-01" in text] == [True, True]
    assert outcomes(tmp_path / "out") == {"unchanged"}
    with transaction.atomic():
        savepoint = transaction.savepoint()
        LessonPage.objects.filter(slug="one").update(reviewer="not yet reviewed by an attorney", reviewed_sha256="", last_reviewed=None)
        load_folder(tmp_path / "out")  # as on an installation that knows nothing of it
        assert [review_mark(one()).reviewer, review_mark(one()).changed_since] == ["Mara Okafor, attorney (Ohio)", True]
        transaction.savepoint_rollback(savepoint)


def test_an_approval_on_pathway_survives_the_folder_and_goes_out_with_it(folder: Path, tmp_path: Path) -> None:
    load_folder(folder)
    approve_all("one", reviewers(enrolled_student().campus), "Reviewed words.")
    snapshots = ContentSnapshot.objects.count()

    text = exported(tmp_path, "out")
    assert "reviewer: Daria Petrov, attorney (Massachusetts)" in text
    assert outcomes(tmp_path / "out") == {"unchanged"}
    assert ContentSnapshot.objects.count() == snapshots

    rewrite("one", "Changed words.").save_revision().publish()
    assert "changed_since_review: true" in exported(tmp_path, "later")


def test_loading_a_folder_that_knows_of_no_review_takes_none_away(folder: Path) -> None:
    load_folder(folder)
    approve_all("one", reviewers(enrolled_student().campus), "Words to read.")
    mark = review_mark(one())

    load_folder(folder)

    after = review_mark(one())
    assert [after.reviewer, after.reviewed_on] == [mark.reviewer, mark.reviewed_on]


def test_prerequisites_come_in_and_go_out(folder: Path, tmp_path: Path) -> None:
    change(folder, "objectives: [Know it.]", "objectives: [Know it.]\nprerequisites: [one]", "02-two.md")
    load_folder(folder)

    two = LessonPage.objects.get(slug="two")
    assert [row.required for row in two.prerequisites.all()] == [one()]
    assert two.get_latest_revision_as_object().prerequisites.count() == 1, "the draft knows it too"
    assert outcomes(folder) == {"unchanged"}
    exported(tmp_path, "out")
    assert "prerequisites:\n- first-module/one\n" in (tmp_path / "out" / "01-first-module" / "02-two.md").read_text()
    assert outcomes(tmp_path / "out") == {"unchanged"}

    change(folder, "prerequisites: [one]", "prerequisites: []", "02-two.md")
    load_folder(folder)
    assert not LessonPage.objects.get(slug="two").prerequisites.exists()


@pytest.mark.parametrize(
    ("of_one", "of_two", "said"),
    [
        ("[two]", "[one]", "in a circle"), ("[one]", "[]", "in a circle"), ("[nowhere]", "[]", "has no lesson called “nowhere”"),
        ("[first-module/two]", "[first-module/one]", "in a circle"),
    ],
)  # fmt: skip
def test_impossible_prerequisites_are_named_by_file(of_one: str, of_two: str, said: str, folder: Path) -> None:
    change(folder, "objectives: [Know it.]", f"objectives: [Know it.]\nprerequisites: {of_one}")
    change(folder, "objectives: [Know it.]", f"objectives: [Know it.]\nprerequisites: {of_two}", "02-two.md")

    with pytest.raises(BrokenFolder, match=said) as broken, transaction.atomic():
        load_folder(folder)

    assert "01-one.md" in str(broken.value)
    assert not LessonPage.objects.exists()
