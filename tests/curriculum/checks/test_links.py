"""No link inside the program is dead."""

from pathlib import Path

import pytest

from curriculum.checks import links
from tests.factories.materials import write_sets
from tests.factories.taught import BANK, FIRST, GLOSSARY, found, spoil

RULE = "The rule is at"


def with_link(root: Path, to: str) -> int:
    """Puts a link into the first lesson; returns its line."""
    spoil(root, FIRST, RULE, f"[Here]({to}). {RULE}")
    return (root / FIRST).read_text().split("[Here]")[0].count("\n") + 1


def test_a_folder_without_links(root: Path) -> None:
    assert found(links.check, root) == []


LIVE = [
    "https://www.ecfr.gov/", "mailto:help@example.org", "../two/", "../two",
    "/learn/small/first-module/two/", "../../", "../quiz/", "/learn/small/examination/",
    "/law/8-CFR-208-13/", "/law/terms/term-1/", "/law/", "/notes/", "../two/#more",
]  # fmt: skip


@pytest.mark.parametrize("to", LIVE)
def test_a_link_that_leads_somewhere(root: Path, to: str) -> None:
    with_link(root, to)

    assert found(links.check, root) == []


DEAD = {
    "../three/": "there is no page /learn/small/first-module/three/.",
    "02-two.md": "there is no page /learn/small/first-module/one/02-two.md.",
    "map.svg": "there is no page /learn/small/first-module/one/map.svg.",
    "#a-heading": "headings have no address. Link to the lesson.",
    "/learn/another/": "there is no page /learn/another/.",
    "/law/9-CFR-1/": "there is no page /law/9-CFR-1/.",
    "/nowhere/": "there is no page /nowhere/.",
}


@pytest.mark.parametrize(("to", "why"), DEAD.items())
def test_a_link_that_leads_nowhere(root: Path, to: str, why: str) -> None:
    line = with_link(root, to)

    assert found(links.check, root) == [f"{FIRST}, line {line}: the link to “{to}” leads nowhere: {why} Correct it, or take it out."]


def test_a_picture_in_running_text_would_not_be_shown(root: Path) -> None:
    spoil(root, FIRST, RULE, f"![A map](map.svg) {RULE}")

    [said] = found(links.check, root)

    assert "the picture “map.svg” would not be shown. Write “::: image” with file and alt." in said


def test_what_only_looks_like_a_link_is_none(root: Path) -> None:
    spoil(root, FIRST, RULE, f"Write `[here](/nowhere/)` or `![a map](map.svg)`, and call a note[^1].\n\n[^1]: A note.\n\n{RULE}")

    assert found(links.check, root) == []


@pytest.mark.parametrize("written", ['<a href="/nowhere/">here</a>', "[here][1]\n\n[1]: /nowhere/", "[a (b)](/nowhere/ 'Title')", "[![x](/nowhere/)](../two/)"])
def test_a_link_is_read_as_the_page_shows_it(root: Path, written: str) -> None:
    spoil(root, FIRST, RULE, f"{written}\n\n{RULE}")
    line = (root / FIRST).read_text().split("/nowhere/")[0].count("\n") + 1

    [said] = found(links.check, root)

    assert said.startswith(f"{FIRST}, line {line}: the ")
    assert "“/nowhere/”" in said


def test_each_of_two_same_links_is_named_by_its_line(root: Path) -> None:
    spoil(root, FIRST, RULE, f"[a](/nowhere/)\n\n[b](/nowhere/)\n\n{RULE}")

    first, second = found(links.check, root)

    assert int(second.split("line ")[1].split(":")[0]) == int(first.split("line ")[1].split(":")[0]) + 2


def test_links_in_blocks(root: Path) -> None:
    block = "::: table\ncaption: A table\ncolumns: [{heading: A}]\nrows: [['[x](/nowhere/)']]\n:::\n\n::: callout example title=\"E\"\n[y](/gone/)\n:::"
    spoil(root, FIRST, RULE, f"{block}\n\n{RULE}")

    assert [said.split("“")[1].split("”")[0] for said in found(links.check, root)] == ["/nowhere/", "/gone/"]


SET = "/teach/materials/small/mock-interview/"


@pytest.mark.parametrize(
    "to", ["#part-0", "#sheet-rubric", "../who-may-help/", SET, "/law/8-CFR-208-13/", "/learn/small/first-module/one/", "/teach/materials/"]
)
def test_a_link_of_teaching_materials(root: Path, to: str) -> None:
    write_sets(root)
    spoil(root, "simulations/mock-interview/rubric.md", "listening", f"[listening]({to})")

    assert found(links.check, root) == []


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ("#part-9", "no part or sheet has this address."),
        ("../no-such/", "there is no page /teach/materials/small/no-such/."),
        ("rubric.md", f"there is no page {SET}rubric.md."),
    ],
)
def test_a_dead_link_of_teaching_materials(root: Path, to: str, why: str) -> None:
    write_sets(root)
    for name in ("simulations/mock-interview/guide.md", "simulations/mock-interview/rubric.md"):
        (root / name).write_text(f"{(root / name).read_text()}\n[see]({to})\n")

    lines = ["simulations/mock-interview/guide.md, line 18", "simulations/mock-interview/rubric.md, line 5"]
    assert found(links.check, root) == [f"{line}: the link to “{to}” leads nowhere: {why} Correct it, or take it out." for line in lines]


def test_a_lesson_does_not_lead_to_teaching_materials(root: Path) -> None:
    write_sets(root)
    with_link(root, SET)

    [said] = found(links.check, root)

    assert "students do not see teaching materials." in said


def test_links_in_questions_and_terms(root: Path) -> None:
    spoil(root, BANK, "Because (8 CFR", "Because of [this](/nowhere/) (8 CFR")
    spoil(root, GLOSSARY, "A word", "A [word](/law/terms/none/)")

    assert [said.split(":")[0] for said in found(links.check, root)] == [f"{BANK}, line 1", f"{GLOSSARY}, line 1"]


def test_files_of_blocks(root: Path) -> None:
    spoil(root, FIRST, RULE, f'::: download file="form.pdf" title="A form"\n:::\n\n::: image file="../program.md" alt="x"\n:::\n\n{RULE}')
    first = (root / FIRST).read_text().split("::: download")[0].count("\n") + 1

    assert found(links.check, root) == [
        f"{FIRST}, line {first}: the file “form.pdf” is not in the module's folder. Put it there, or correct its name.",
        f"{FIRST}, line {first + 3}: the file “../program.md” is not in the module's folder. Put it there, or correct its name.",
    ]

    (root / FIRST).with_name("form.pdf").write_bytes(b"%PDF-1.7")
    assert len(found(links.check, root)) == 1


def test_terms_of_blocks(root: Path) -> None:
    spoil(root, FIRST, RULE, f'::: term slug="term-0"\n:::\n\n::: term slug="term-99"\n:::\n\n{RULE}')

    [said] = found(links.check, root)

    assert said.endswith("the term “term-99” is not in glossary.yaml. Add it, or correct its slug.")


@pytest.mark.parametrize(("name", "known"), [("two", True), ("first-module/two", True), ("three", False), ("other/two", False)])
def test_lessons_that_come_before(root: Path, name: str, known: bool) -> None:
    spoil(root, FIRST, "slug: one\n", f"slug: one\nprerequisites: [{name}]\n")

    said = f"{FIRST}, line 3: the lesson “{name}” is not in this program. Correct its slug, or take it out."
    assert found(links.check, root) == ([] if known else [said])
