"""Every document names only what exists, and what exists has its place in a document."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import get_commands

from lms.questions.api import question_types

ROOT = Path(__file__).parents[2]
OURS = ("lms", "curriculum", "assessments", "accreditation", "templates", "static", "tests", "docs", "benchmarks", "deploy")
DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *(path for app in OURS for path in (ROOT / app).rglob("README.md"))])
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))

_LINK = re.compile(r"\]\((?!https?:|mailto:|#|/)([^)\s#]+)(?:#[^)]*)?\)")
_PATH = re.compile(r"`((?:[\w.-]+/)+[\w.-]+\.(?:py|md|js|css|html|toml|csv|txt|json|in))`")
_COMMAND = re.compile(r"manage\.py ([a-z_]+)")
_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
WRITTEN_BY_A_RUN = ("benchmarks/results/",)


def named_by(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    return (found.group(1) for found in pattern.finditer(text))


def text_of(document: Path) -> str:
    return document.read_text(encoding="utf-8")


def apps() -> list[Path]:
    return [*(ROOT / name for name in OURS), *(path for path in (ROOT / "lms").iterdir() if path.is_dir())]


def exists_somewhere(name: str, document: Path) -> bool:
    """From the root, from beside the document, or inside an app, as in “`actions/mark_item.py` of assessments”."""
    return name.startswith(WRITTEN_BY_A_RUN) or any((place / name).exists() for place in (ROOT, document.parent, *apps()))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
class TestDocument:
    def test_links_lead_somewhere(self, document: Path) -> None:
        broken = [link for link in named_by(_LINK, _FENCED.sub("", text_of(document))) if not (document.parent / link).exists()]

        assert broken == []

    def test_files_it_names_are_there(self, document: Path) -> None:
        missing = [name for name in named_by(_PATH, text_of(document)) if not exists_somewhere(name, document)]

        assert missing == []

    def test_commands_it_names_are_there(self, document: Path) -> None:
        unknown = [name for name in named_by(_COMMAND, text_of(document)) if name not in get_commands()]

        assert unknown == []


def test_every_document_is_listed() -> None:
    lists = [ROOT / "README.md", ROOT / "docs/README.md", ROOT / "docs/how-to/README.md", ROOT / "docs/decisions/README.md"]
    listed = {(page.parent / link).resolve() for page in lists for link in named_by(_LINK, text_of(page))}

    assert [page for page in (ROOT / "docs").rglob("*.md") if page not in listed] == []


def our_commands() -> set[str]:
    return {name for name, app in get_commands().items() if isinstance(app, str) and app.split(".")[0] in ("lms", "curriculum", "assessments", "accreditation")}


def test_every_command_of_ours_is_explained() -> None:
    everything = "\n".join(map(text_of, DOCUMENTS))

    assert {name for name in our_commands() if name not in everything} == set()


def test_every_question_type_is_explained() -> None:
    everything = text_of(ROOT / "docs/how-to/write-a-question.md") + text_of(ROOT / "lms/questions/README.md")

    assert {kind.key for kind in question_types if kind.key not in everything} == set()


def test_decisions_are_numbered_once_and_listed() -> None:
    numbers = [path.name[:4] for path in DECISIONS]
    listed = text_of(ROOT / "docs/decisions/README.md")

    assert len(numbers) == len(set(numbers))
    assert [path.name for path in DECISIONS if path.name not in listed] == []


@pytest.mark.parametrize("record", DECISIONS, ids=lambda path: path.name)
def test_a_decision_says_why_and_what_follows(record: Path) -> None:
    headings = re.findall(r"^## (.+)$", text_of(record), re.MULTILINE)

    assert {"Context", "Decision", "Consequences"} <= set(headings)
    assert re.search(r"^Status: ", text_of(record), re.MULTILINE)


def test_settings_of_the_environment_are_explained() -> None:
    source = "\n".join(text_of(path) for path in (ROOT / "lms/settings").glob("*.py"))
    names = set(re.findall(r"env\.(?:required|text|words|number|flag|choice|networks)\(\s*\"([A-Z_]+)\"", source))
    everything = "\n".join(map(text_of, DOCUMENTS))

    assert names
    assert {name for name in names if name not in everything} == set()
