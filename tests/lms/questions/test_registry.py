"""Every type is registered, documented, tested and has its templates."""

from pathlib import Path

import pytest
from django.template.loader import get_template

from lms.questions.api import InvalidContent, UnknownKind, question_types, validate_content
from tests.lms.questions.samples import SAMPLES

ROOT = Path(__file__).parents[3]


def test_the_types_stand_in_the_order_authors_see() -> None:
    assert question_types.keys() == [
        "single_choice", "multiple_choice", "true_false", "short_answer", "authority_finding", "numerical",
        "fill_in_the_blanks", "matching", "ordering", "categorization", "select_passage", "form_filling", "hotspot", "essay", "fact_pattern", "file_upload",
    ]  # fmt: skip


def test_every_file_in_types_is_registered_and_every_type_has_its_file() -> None:
    files = {path.stem for path in (ROOT / "lms/questions/types").glob("*.py")} - {"__init__"}

    assert files == set(question_types.keys())


@pytest.mark.parametrize("key", question_types.keys())
def test_every_type_has_a_sample_a_test_and_its_templates(key: str) -> None:
    question_type = question_types.get(key)

    assert key in SAMPLES
    assert (ROOT / f"tests/lms/questions/types/test_{key}.py").exists()
    assert get_template(question_type.template)
    assert get_template(question_type.review_template)


@pytest.mark.parametrize("key", question_types.keys())
def test_every_type_says_what_it_is(key: str) -> None:
    question_type = question_types.get(key)

    assert question_type.key == key
    assert question_type.label[0].isupper()
    assert question_type.description.endswith(".")
    assert f"`{key}`" in (ROOT / "lms/questions/README.md").read_text()


@pytest.mark.parametrize("path", sorted((ROOT / "lms/questions").rglob("*.py")), ids=lambda path: path.stem)
def test_no_type_knows_tables_requests_or_templates(path: Path) -> None:
    imports = [line for line in path.read_text().splitlines() if line.startswith(("import ", "from "))]

    assert path.stem == "apps" or not [line for line in imports if "django" in line]


@pytest.mark.parametrize("path", sorted((ROOT / "lms/questions/types").glob("*.py")), ids=lambda path: path.stem)
def test_types_do_not_know_each_other(path: Path) -> None:
    assert "lms.questions.types" not in path.read_text()


def test_an_unknown_type_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownKind):
        question_types.get("riddle")
    with pytest.raises(InvalidContent, match="no question type called “riddle”"):
        validate_content("riddle", {})


def test_content_is_checked_by_the_type_it_names() -> None:
    content = validate_content("true_false", {"answer": False})

    assert content.facts() == {"answer": False, "feedback_true": "", "feedback_false": ""}


def test_the_how_to_names_every_type() -> None:
    how_to = (ROOT / "docs/how-to/add-a-question-type.md").read_text()

    assert [key for key, _ in question_types.items() if f"`{key}`" not in how_to] == []
