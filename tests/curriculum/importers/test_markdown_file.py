"""Markdown files as lessons: ours and anybody's."""

import re
import time

import pytest

from curriculum.importers import markdown_file
from curriculum.importers.markdown_file import _is_rule, read_markdown
from curriculum.importers.report import ImportedLesson
from lms.core.errors import Invalid

pytestmark = pytest.mark.django_db
FILE = """---
title: From the front
objectives: [Know it]
minutes: 4
---

# Credible fear

Text[^a] *x*.

| A | B |
|---|---|
| 1 | 2 |

More[^b].

```python
a = 1
```

- [ ] todo ~~old~~

![pic](x.png) and <div>html</div>

::: callout note
Hi.
:::

::: image file="x.png" alt="z"
:::

Second
------

[^b]: Bee.
[^a]: *Aye*, 8 CFR 208.30.

    More of it.
[^c]: Nobody calls.
"""


def imported(text: str = FILE) -> ImportedLesson:
    return read_markdown(text.encode(), "a_lesson-file.md")


def test_title_objectives_tables_callouts_and_notes_are_read() -> None:
    lesson = imported()

    assert (lesson.title, lesson.objectives) == ("Credible fear", ["Know it"])
    assert [(block["type"], block["value"].get("source")) for block in lesson.blocks] == [
        ("markdown", "Text[^1] *x*.\n\n[^1]: *Aye*, 8 CFR 208.30.\n\n    More of it."),
        ("table", None),
        ("markdown", "More[^2].\n\n    a = 1\n\n- todo <s>old</s>\n\n and <div>html</div>\n\n[^2]: Bee."),
        ("callout", "Hi."),
        ("markdown", "## Second"),
    ]
    assert [law.key for law in lesson.report.law] == ["8 CFR 208.30"]


def test_every_loss_is_named_with_its_line() -> None:
    assert [(loss.kind, loss.place) for loss in imported().report.losses] == [
        ("file", "“minutes” in the front matter"), ("formatting", "line 17"), ("formatting", "line 21"), ("picture", "line 23"), ("html", "line 23"),
        ("file", "the notes c"), ("block", "line 29"),
    ]  # fmt: skip


def test_a_file_without_a_title_is_called_after_its_name() -> None:
    lesson = imported("Only text.")

    assert (lesson.title, [block["value"]["source"] for block in lesson.blocks]) == ("a lesson file", ["Only text."])


def test_several_top_headings_go_one_level_down() -> None:
    assert imported("# Title\n\n# One\n\n## Two\n\nText.").blocks[0]["value"]["source"] == "## One\n\n### Two\n\nText."


def test_a_table_with_marks_in_its_cells_stays_text() -> None:
    assert imported("| A |\n|---|\n| *x* |").blocks[0]["value"]["source"] == "| A |\n|---|\n| *x* |"


@pytest.mark.parametrize(
    "front",
    [
        "title: &a Words\nobjectives: [*a, *a]", "a: &a [x, x]\nb: &b [*a, *a]\ntitle: *b", 'title: "A\\0B"', 'title: "\\ud800"',
        "title: x\ntitle: y", "title: x\n" + "# y\n" * 5_001, "? [a]\n: b\n? [a]\n: b",
    ],
)  # fmt: skip
def test_front_matter_that_says_more_than_stands_there_is_left_out(front: str) -> None:
    lesson = imported(f"---\n{front}\n---\n\nText.\n")

    assert lesson.title == "a lesson file"
    assert any(loss.place == "the front matter" for loss in lesson.report.losses)


def test_only_texts_are_taken_from_front_matter() -> None:
    lesson = imported("---\ntitle: 2026\nobjectives: [Know it, 42, {a: b}, 2026-01-01]\n---\n\nText.\n")

    assert (lesson.title, lesson.objectives) == ("a lesson file", ["Know it"])


def test_a_line_nobody_wrote_by_hand_is_refused() -> None:
    with pytest.raises(Invalid, match="longer than 10,000 characters"):
        imported("x" * 10_001)


@pytest.mark.parametrize(
    "line",
    [
        "# " + " " * 9_900 + "x", "![" * 4_900, "![](" * 2_400, "<a " * 3_300, "[^" * 4_900, "|" + " " * 9_900 + "x", "- |" * 3_300,
        "|" + "[" * 9_900, "[" * 9_900 + "]", "=" + " " * 9_900 + "x", "~~" * 4_900, "-" * 9_900 + "x", "|" + " :-" * 3_300, "- [ ] " * 1_600,
    ],
)  # fmt: skip
def test_no_pattern_takes_longer_than_the_line_is_long(line: str) -> None:
    """Patterns that gave back what they took needed minutes for one such line."""
    document = "\n".join([line] * 2)
    patterns = [value for value in vars(markdown_file).values() if isinstance(value, re.Pattern)]
    began = time.process_time()

    for pattern in patterns:
        sum(1 for _ in pattern.finditer(document))
    for one in document.split("\n"):
        _is_rule(one)

    assert time.process_time() - began < 0.5
