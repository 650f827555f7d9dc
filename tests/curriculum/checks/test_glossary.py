"""The glossary is large enough, and no word of it means two things."""

from pathlib import Path

from curriculum.checks import glossary
from tests.factories.taught import GLOSSARY, found, spoil, write_taught


def test_a_large_glossary(tmp_path: Path) -> None:
    assert found(glossary.check, write_taught(tmp_path / "folder", glossary=150)) == []


def test_a_small_one(tmp_path: Path) -> None:
    root = write_taught(tmp_path / "folder", glossary=149)

    assert found(glossary.check, root) == ["glossary.yaml: it has 149 terms, at least 150 are needed. Write 1 more."]


def test_none(root: Path) -> None:
    (root / GLOSSARY).unlink()

    assert found(glossary.check, root) == ["glossary.yaml: it is missing. Write a glossary of at least 150 terms."]


def test_a_form_and_a_slug_that_stand_twice(tmp_path: Path) -> None:
    root = write_taught(tmp_path / "folder", glossary=150)
    spoil(root, GLOSSARY, "  - terms 1\n", "  - TERM 0\n")
    spoil(root, GLOSSARY, "slug: term-2\n", "slug: term-1\n")

    assert found(glossary.check, root) == [
        "glossary.yaml, line 6: “TERM 0” stands at “term 0” and at “term 1”. A lesson can link it to one only: take it out of the other.",
        "glossary.yaml, line 11: the slug “term-1” stands twice. Give one of the terms another.",
    ]
