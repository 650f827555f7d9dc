"""The page of a role names addresses that are there, buttons and links as the screens say them, and small pictures that a script takes."""

import ast
import re
from pathlib import Path

import pytest
from django.urls import resolve

from lms.people.roles import roles

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs/roles").glob("*.md"))
PICTURES = ROOT / "docs/pictures"
SCREENS = [path for app in ("templates", "lms", "curriculum", "assessments", "accreditation") for path in sorted((ROOT / app).rglob("*"))]
SAID = "\n".join(path.read_text(encoding="utf-8") for path in SCREENS if path.suffix in (".html", ".py"))
_ADDRESS = re.compile(r"`(/[^`\s]*)`")
_LABEL = re.compile(r"(?<![*\w])\*([A-Z][^*\n]+)\*(?![*\w])")
_PLACEHOLDER = re.compile(r"[A-Z]{3,}")


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def test_every_role_has_its_page() -> None:
    assert {path.stem for path in PAGES} == {role.label.lower().replace(" ", "-") for role in roles} | {"several-campuses"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
class TestPage:
    def test_its_addresses_lead_to_pages(self, page: Path) -> None:
        addresses = [_PLACEHOLDER.sub("x1", address) for address in _ADDRESS.findall(text_of(page))]

        assert [resolve(address).route for address in addresses]

    def test_its_labels_stand_on_screens(self, page: Path) -> None:
        labels = {label for label in _LABEL.findall(text_of(page)) if not _PLACEHOLDER.search(label) or label.startswith("Form")}

        assert {label for label in labels if label not in SAID} == set()

    def test_it_is_a_screen_or_two(self, page: Path) -> None:
        assert len(text_of(page).split()) <= 700


def _taken() -> set[str]:
    """The names of the pictures that the script takes."""
    calls = (node for node in ast.walk(ast.parse(text_of(PICTURES / "take.py"))) if isinstance(node, ast.Call))
    return {ast.literal_eval(call.args[0]) for call in calls if isinstance(call.func, ast.Name) and call.func.id == "Picture"}


def test_pictures_are_small_and_each_is_taken_by_the_script_and_shown() -> None:
    pictures = [path for path in PICTURES.iterdir() if path.suffix not in (".py", ".pyc") and path.is_file()]
    shown = {Path(link).stem for page in (*PAGES, ROOT / "README.md") for link in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text_of(page))}

    assert {path.stem for path in pictures} == _taken() == shown
    assert {path.suffix for path in pictures} == {".webp"}
    assert max(path.stat().st_size for path in pictures) <= 120_000
    assert sum(path.stat().st_size for path in pictures) <= 1_200_000
