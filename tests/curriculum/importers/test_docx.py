"""Word documents as lessons: what is recognized, what is named as lost, and that text stays text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.importers.docx import read_docx
from curriculum.importers.report import ImportedLesson
from lms.core.html_tree import read_html
from lms.core.markdown import render_markdown
from tests.factories.docx import BULLETS, LETTERS, NUMBERS, OFFICE, cell, docx, italic, item, link, members, note, p, picture, png, run, table, zipped

pytestmark = pytest.mark.django_db


def imported(*body: str, **parts: object) -> ImportedLesson:
    return read_docx(docx(*body, **parts), "a lesson.docx")


def sources(lesson: ImportedLesson) -> list[str]:
    return [block["value"]["source"] for block in lesson.blocks if block["type"] == "markdown"]


def losses(lesson: ImportedLesson, kind: str) -> list[tuple[str, str]]:
    return [(loss.place, loss.sentence) for loss in lesson.report.losses if loss.kind == kind]


def test_headings_lists_quotations_and_looks_become_markdown() -> None:
    lesson = imported(
        p("Asylum", style="Title"), p("Elements", style="Heading1"), p("A ", run("bold", "<w:b/>"), " and ", italic("slanted"), " word."),
        p("More", style="Heading2"), item("One"), item("Below", level=1), item("First", kind=NUMBERS), p("As it was said.", style="Quote"),
    )  # fmt: skip

    assert lesson.title == "Asylum"
    assert sources(lesson) == [
        "## Elements\n\nA **bold** and *slanted* word.\n\n### More\n\n- One\n    - Below\n\n1. First\n\n> As it was said."
    ]  # fmt: skip
    assert lesson.report.losses == []


def test_footnotes_keep_their_order_their_italics_and_their_citations_through_tables_and_pictures() -> None:
    lesson = imported(
        p("One.", note(7)), table(["A", "B"], ["1", "2"]), p("Two.", note(3), " Three.", note(2, "endnote")),
        footnotes={7: p(italic("Matter of Acosta"), ", 19 I&N Dec. 211 (BIA 1985)."), 3: "8 CFR 208.13(b)."}, endnotes={2: "INA 208(a)."},
    )  # fmt: skip

    assert sources(lesson) == [
        "One.[^1]\n\n[^1]: *Matter of Acosta*, 19 I&N Dec. 211 (BIA 1985).", "Two.[^2] Three.[^3]\n\n[^2]: 8 CFR 208.13(b).\n[^3]: INA 208(a).",
    ]  # fmt: skip
    assert '<ol start="2">' in lesson.blocks[2]["value"]["html"]
    assert [law.key for law in lesson.report.law] == ["19 I&N Dec. 211", "8 CFR 208.13(b)", "INA 208(a)"]
    assert lesson.report.recognized["footnotes"] == 3


def test_a_table_becomes_a_block_and_one_with_footnotes_stays_text() -> None:
    lesson = imported(p("Table 1. Fees", style="Caption"), table(["Form", "Fee"], ["G-28", "0"]), table(["A"], [cell(p("x", note(1)))]), footnotes={1: "Why."})

    assert lesson.blocks[0]["value"] == {
        "caption": "Table 1. Fees", "columns": [{"type": "text", "heading": "Form"}, {"type": "text", "heading": "Fee"}], "rows": [{"values": ["G-28", "0"]}],
    }  # fmt: skip
    assert sources(lesson) == ["| A |\n| --- |\n| x[^1] |\n\n[^1]: Why."]


def test_merged_cells_and_a_missing_heading_row_are_named_with_their_place() -> None:
    lesson = imported(
        p("Costs", style="Title"), p("Fees", style="Heading1"), table(["a", "b"], [cell("wide", properties='<w:gridSpan w:val="2"/>')], head=False)
    )

    assert [row["values"] for row in lesson.blocks[1]["value"]["rows"]] == [["wide", ""]]
    assert [sentence.split(".")[0] for _, sentence in losses(lesson, "table")] == [
        "It has merged cells", "It marks no heading row, so its first row became the headings",
    ]  # fmt: skip
    assert all(place.startswith("the table that begins “a b wide” under “Fees”") for place, _ in losses(lesson, "table"))


def test_callouts_come_from_styles_and_from_boxes() -> None:
    lesson = imported(p("Mind.", style="Note"), p("Both.", style="Note"), p("Text."), table([cell("Warning", "Do not sign.")], head=False))

    assert [(block["type"], block["value"].get("kind"), block["value"]["source"]) for block in lesson.blocks] == [
        ("callout", "note", "Mind.\n\nBoth."), ("markdown", None, "Text."), ("callout", "warning", "Do not sign."),
    ]  # fmt: skip


def test_a_picture_without_words_is_named_and_its_caption_kept() -> None:
    lesson = imported(p("Before ", picture(), " after."), p("Figure 1", style="Caption"), p(picture(alt="A map")))

    assert [block["value"] for block in lesson.blocks if block["type"] == "image"] == [
        {"picture": 0, "alt": "", "caption": "Figure 1"}, {"picture": 1, "alt": "A map", "caption": ""},
    ]  # fmt: skip
    assert len(losses(lesson, "alt")) == 1


def test_objectives_leave_the_text() -> None:
    lesson = imported(p("Objectives", style="Heading1"), item("Know the year"), item("Count it"), p("Text", style="Heading1"), p("Words."))

    assert (lesson.objectives, sources(lesson)) == (["Know the year", "Count it"], ["## Text\n\nWords."])


BOX = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p('In a box')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
CHART = '<w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"/></a:graphic></wp:inline></w:drawing></w:r>'
LOST = {
    "a text box": (p("Here.", BOX), "text_box", "A text box: “In a box”", "Here.\n\nIn a box"),
    "a comment": (p("Here.", '<w:r><w:commentReference w:id="4"/></w:r>'), "comment", "Left out: “Is this so?”", "Here."),
    "an insertion": (p('<w:ins w:author="Ana"><w:r><w:t>new</w:t></w:r></w:ins>'), "tracked", "An insertion by Ana is taken as accepted: “new”", "new"),
    "a deletion": (p("x", '<w:del w:author="Ana"><w:r><w:delText>old</w:delText></w:r></w:del>'), "tracked", "A deletion by Ana", "x"),
    "hidden text": (p("Seen.", run("unseen", "<w:vanish/>")), "hidden", "Hidden text is left out", "Seen."),
    "an equation": (p("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>"), "equation", "a+b", "a+b"),
    "an embedded object": (p("x", "<w:r><w:object><o:OLEObject/></w:object></w:r>"), "object", "An embedded object", "x"),
    "a chart": (p("x", CHART), "object", "A chart or drawing", "x"),
    "a color": (p(run("red", '<w:color w:val="FF0000"/>')), "formatting", "Colors are left out", "red"),
    "underlining": (p(run("case", '<w:u w:val="single"/>')), "formatting", "Underlining becomes italics", "*case*"),
    "a field of Word's": (p('<w:fldSimple w:instr=" PAGE "><w:r><w:t>3</w:t></w:r></w:fldSimple>'), "page", "A page number", "3"),
    "a cross-reference": (p('<w:fldSimple w:instr=" REF x "><w:r><w:t>Part 2</w:t></w:r></w:fldSimple>'), "link", "A cross-reference", "Part 2"),
    "an unknown style": (p("x", style="Fancy"), "style", "Paragraphs in this style become ordinary text", "x"),
    "letters": (item("x", kind=LETTERS), "numbering", "This list counts with letters", "1. x"),
    "a numbered heading": (p("x", style="Heading1", more=f'<w:numPr><w:numId w:val="{NUMBERS}"/></w:numPr>'), "numbering", "automatic number", ""),
    "a link that is none": (p(link("here", "rIdBad")), "link", "“here” is plain text now", "here"),
    "a linked picture": (p("x", picture("rIdFar")), "picture", "it is not in the file", "x"),
    "a missing picture": (p("x", picture("rIdGone")), "picture", "its file is missing", "x"),
    "a contents table": (p("Contents ... 3", style="TOC1") + p("x"), "page", "a lesson has its own outline", "x"),
}


@pytest.mark.parametrize(("body", "kind", "sentence", "kept"), LOST.values(), ids=LOST)
def test_what_is_lost_or_changed_is_named_and_the_rest_is_kept(body: str, kind: str, sentence: str, kept: str) -> None:
    parts = {"comments": {4: "Is this so?"}, "links": {"rIdBad": "javascript:alert(1)"}, "images": {"rIdImage1": png()}}
    files = spoiled_relations(body, **parts)

    lesson = read_docx(files, "x.docx")

    assert any(sentence in found for _, found in losses(lesson, kind)), lesson.report.losses
    assert "\n".join(sources(lesson)) == kept


def spoiled_relations(*body: str, **parts: object) -> bytes:
    """A document whose relations also name a picture elsewhere and one that is missing."""
    files = members(*body, **parts)  # type: ignore[arg-type]
    odd = (
        f'<Relationship Id="rIdFar" Type="{OFFICE}/image" Target="file:///etc/passwd" TargetMode="External"/>'
        f'<Relationship Id="rIdGone" Type="{OFFICE}/image" Target="media/gone.png"/></Relationships>'
    )
    files["word/_rels/document.xml.rels"] = str(files["word/_rels/document.xml.rels"]).replace("</Relationships>", odd)
    return zipped(files)


def test_header_and_columns_are_named() -> None:
    lesson = imported(p("Text."), '<w:p><w:pPr><w:sectPr><w:cols w:num="2"/></w:sectPr></w:pPr></w:p>', header="Confidential draft")

    assert losses(lesson, "page") == [("the header", "Left out: “Confidential draft”."), ("the page layout", "Columns become one column.")]


def test_a_style_based_on_a_heading_is_a_heading() -> None:
    style = '<w:style w:type="paragraph" w:styleId="Firm1"><w:name w:val="Firm Title"/><w:basedOn w:val="Heading2"/></w:style>'

    assert sources(imported(p("Part one", style="Firm1"), p("Words."), styles=style)) == ["## Part one\n\nWords."]


def test_more_notes_than_one_text_holds_are_split_and_go_on_counting() -> None:
    lesson = imported(*(p(f"Paragraph {number}.", note(number)) for number in range(1, 231)), footnotes={number: f"Note {number}." for number in range(1, 231)})

    assert lesson.report.recognized["footnotes"] == 230
    assert [source.count("]: ") for source in sources(lesson)] == [100, 100, 30]
    assert sources(lesson)[1].startswith("Paragraph 101.[^101]")


TEXT = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=["Cs", "Cc", "Cn", "Co"]), max_size=60)
MARKED = st.text("*_`[]()<>#&\\!|~^:-+.1a ", min_size=1, max_size=40)


@settings(max_examples=30, deadline=None)
@given(st.lists(TEXT | MARKED, min_size=1, max_size=5))
def test_whatever_a_paragraph_says_is_what_the_page_says(texts: list[str]) -> None:
    lesson = imported(*(p(run(text)) for text in texts))

    shown = read_html("".join(block["value"]["html"] for block in lesson.blocks)).words

    assert plain(shown) == plain("".join(texts))


def plain(text: str) -> str:
    """The letters and signs of ``text``: typographic quotes, dashes and dots are the renderer's (smarty)."""
    for odd, even in {"“": '"', "”": '"', "‘": "'", "’": "'", "—": "---", "–": "--", "…": "..."}.items():
        text = text.replace(odd, even)
    return "".join(text.split())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text("ab .,", min_size=1, max_size=8), st.sampled_from(["", "<w:b/>", "<w:i/>", "<w:b/><w:i/>"])), min_size=1, max_size=6))
def test_bold_and_italics_stand_where_they_stood(runs: list[tuple[str, str]]) -> None:
    words = [(f"w{place}{text}", looks) for place, (text, looks) in enumerate(runs)]

    source = "".join(sources(imported(p("start ", *(run(text, looks) for text, looks in words)))))

    body = read_html(render_markdown(source))
    for place, (_, looks) in enumerate(words):
        tags = {tag for tag in ("strong", "em") for node in body.every(tag) if f"w{place}" in node.words}
        assert tags == {name for name, mark in (("strong", "<w:b/>"), ("em", "<w:i/>")) if mark in looks}, source


def test_the_kinds_of_lists_of_the_factory_are_read() -> None:
    assert sources(imported(item("a", kind=BULLETS), p("–"), item("b", kind=NUMBERS))) == ["- a\n\n–\n\n1. b"]
