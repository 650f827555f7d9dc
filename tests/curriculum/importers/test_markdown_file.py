"""Markdown files as lessons: ours and anybody's."""

import pytest

from curriculum.importers.markdown_file import read_markdown
from curriculum.importers.report import ImportedLesson

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
