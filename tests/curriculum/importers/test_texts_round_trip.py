"""Whatever an author writes comes back from a file as it was: odd texts in every place that holds text."""

from pathlib import Path
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.importers.folder.building import BlockBuilder
from curriculum.importers.folder.exporting import write_document
from curriculum.importers.folder.faults import Faults
from curriculum.importers.folder.reading import Document, escaped, normal, read_document, split_body, unescaped
from curriculum.importers.folder.writing import write_body
from curriculum.importers.folder.written import as_yaml

ODD = [
    "\n",
    ":::",
    "::::",
    "::: callout note",
    "---",
    ' "',
    "'",
    "\\",
    "\\n",
    "#",
    ": ",
    "- ",
    "key: value",
    "“é”",
    "😀",
    "\u2028",
    "\x85",
    "\t",
    " ",
    "  \n",
    "a",
    "x" * 300,
]
CHARACTERS = st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\n\t\x85")
TEXTS = st.one_of(st.lists(st.sampled_from(ODD), max_size=8).map("".join), st.text(CHARACTERS, max_size=40))
LINE = TEXTS.map(lambda text: " ".join(text.split()))


def never(file: Any, folder: str) -> str:
    raise AssertionError("no file is written here")


def a_block(kind: str, text: str, title: str) -> dict[str, Any]:
    value = {"source": normal(text), "html": ""}
    return {"type": kind, "value": value if kind == "markdown" else {**value, "kind": "note", "title": title, "date": None}}


BLOCKS = st.lists(st.builds(a_block, st.sampled_from(["markdown", "callout"]), TEXTS, LINE), max_size=5)


@settings(max_examples=50, deadline=None)
@given(BLOCKS)
def test_blocks_come_back_as_they_were(blocks: list[dict[str, Any]]) -> None:
    path = Path("/folder/lesson.md")
    faults = Faults(path.parent)
    written = write_body(blocks, never)
    document = Document(path, {}, written.strip("\n"), 1)

    builder = BlockBuilder(document, {}, faults)
    builder._html = lambda source, line: ""  # type: ignore[method-assign]  what is rendered has its own tests
    read = [builder.built(piece) for piece in split_body(document, faults)]

    assert faults.sentences == []
    assert read == blocks
    assert write_body(read, never) == written  # type: ignore[arg-type]


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(LINE.filter(bool), st.one_of(TEXTS, st.lists(TEXTS, max_size=3)), max_size=4))
def test_yaml_comes_back_as_it_was(data: dict[str, Any]) -> None:
    assert yaml.safe_load(as_yaml(data)) == data


@settings(max_examples=25, deadline=None)
@given(TEXTS, st.dictionaries(st.sampled_from(["title", "volatile_note", "reviewer"]), TEXTS, min_size=1))
def test_front_matter_and_text_come_back_as_they_were(tmp_path_factory: Any, body: str, facts: dict[str, str]) -> None:
    path = tmp_path_factory.mktemp("round") / "lesson.md"
    faults = Faults(path.parent)

    write_document(path, facts, body)
    document = read_document(path, faults)

    assert faults.sentences == []
    assert document is not None
    assert (document.facts, document.body) == (facts, normal(body))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_arguments_come_back_as_they_were(value: str) -> None:
    written = escaped(value)

    assert unescaped(written) == value
    assert "\n" not in written


def test_an_unknown_argument_is_a_fault_with_its_line() -> None:
    document = Document(Path("/folder/lesson.md"), {}, 'Text.\n\n::: callout note tittle="x" it\'s\nWords.\n:::', 5)
    faults = Faults(Path("/folder"))

    BlockBuilder(document, {}, faults).blocks()

    assert [sentence.split(":")[0] for sentence in faults.sentences] == ["lesson.md, line 7"] * len(faults.sentences)
    assert "“tittle” is no argument of callout." in " ".join(faults.sentences)
