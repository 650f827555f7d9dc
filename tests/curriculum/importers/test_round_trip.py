"""A curriculum lives in files as well as in the database: what goes out comes in the same, to the byte, every kind of block included."""

import base64
from pathlib import Path

import pytest
from django.conf import settings as project
from django.db import transaction

from curriculum.api import BrokenFolder, export_folder, load_folder
from curriculum.models import LessonPage, ProgramPage
from tests.factories.course import write_course

pytestmark = [pytest.mark.django_db, pytest.mark.services]
PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
BLOCKS = """
Words with 8 CFR 1292.1 and a “quote”.

::: term slug="notario"
:::

::: timeline
title: The long way
events:
- {when: '1996', title: A law, source: 'It *changed* much.'}
- {when: 2026-03-08, title: Another, source: It mattered.}
:::

::: comparison
title: Two kinds of protection
things: [Asylum, Withholding]
rows:
- {aspect: Standard, cells: [Well-founded fear, More likely than not]}
:::

::: table
caption: Fees
columns: [{heading: Form}, {heading: Dollars, number: true}]
rows: [[G-28, '0'], [I-589, '100.50']]
:::

::: case_file
title: The Rivera file
source: She came **in May**.
documents: [{title: A letter, source: To whom it may concern.}]
questions: [{question: "Is she late?", source: Count the days.}]
:::

::: check
id: c-1
type: single_choice
stem: Which?
explanation: This one.
content: {options: [{id: a, text: One, correct: true, feedback: Indeed}, {id: b, text: Two, correct: false, feedback: ''}]}
:::

::: check
id: c-2
type: short_answer
stem: Name it.
content: {accepted: [{text: G-28}], spelling_tolerance: 1}
:::

::: check
id: c-3
type: numerical
stem: How many?
content: {accepted: [{number: '180'}]}
:::

::: check
id: c-4
type: form_filling
stem: Fill it in.
content:
  form: Form G-28
  note: In our own words
  fields: [{id: f1, label: Name, hint: '', check: text, options: [], accepted: [Ana], explanation: ''}]
:::

::: check
id: c-5
type: essay
stem: What did you feel?
content: {minimum_words: 20, rubric: [{id: thought, title: Thought about it, points: 1}]}
:::

::: image file="images/dot.png" alt="A dot" caption="Small"
:::

::: download file="files/list.txt" title="A list"
:::

::: video file="recordings/talk.mp4" title="A talk" captions="recordings/talk.vtt" caption="At the clinic"
Good morning.

And good night.
:::

::: audio file="recordings/call.mp3" title="A call"
Hello?
:::
"""
FRIENDLY = ["choice_check", "answer_check", "check", "form_exercise", "reflection"]


@pytest.fixture
def folder(tmp_path: Path, settings: object) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    root = write_course(tmp_path / "course")
    module = root / "01-first-module"
    for name, data in {"images/dot.png": PIXEL, "files/list.txt": b"one", "recordings/talk.mp4": b"video", "recordings/call.mp3": b"sound"}.items():
        (module / name).parent.mkdir(exist_ok=True)
        (module / name).write_bytes(data)
    (module / "recordings/talk.vtt").write_text("WEBVTT\n\n00:00.000 --> 00:02.000\nGood morning.\n")
    (root / "glossary.yaml").write_text("- {slug: notario, term: notario, forms: [notarios], definition: Somebody who poses as a lawyer.}\n")
    lesson = module / "02-two.md"
    lesson.write_text(lesson.read_text().replace("More words.", BLOCKS).replace("knowledge_checks: false", "knowledge_checks: true"))
    return root


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def test_an_export_loaded_into_an_empty_database_exports_the_same_bytes(folder: Path, tmp_path: Path, settings: object) -> None:
    with transaction.atomic():
        load_folder(folder)
        export_folder(ProgramPage.objects.get(), tmp_path / "first")
        assert {change.outcome for change in load_folder(tmp_path / "first")} == {"unchanged"}
        transaction.set_rollback(True)
    settings.MEDIA_ROOT = tmp_path / "empty"
    assert not ProgramPage.objects.exists()

    load_folder(tmp_path / "first")
    export_folder(ProgramPage.objects.get(), tmp_path / "second")

    assert contents(tmp_path / "first") == contents(tmp_path / "second")


def test_the_starter_curriculum_is_exactly_what_its_export_says(tmp_path: Path) -> None:
    """That an export of an export is the same is shown above on less, and on every kind in ``test_everything_round_trip``."""
    first = load_folder(project.BASE_DIR / "curriculum/content")
    export_folder(ProgramPage.objects.get(), tmp_path / "first")

    assert {change.outcome for change in first} == {"created"}
    assert {change.outcome for change in load_folder(tmp_path / "first")} == {"unchanged"}


def test_each_check_gets_the_friendliest_block_that_can_say_it(folder: Path) -> None:
    load_folder(folder)

    kinds = [block.block_type for block in LessonPage.objects.get(slug="two").body]

    assert [kind for kind in kinds if kind in FRIENDLY] == FRIENDLY


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("- {when: '1996', title: A law, source: 'It *changed* much.'}\n", "", "this is not a right timeline"),
        ("cells: [Well-founded fear, More likely than not]", "cells: [One, Two, Three]", "“Standard” needs 2 cells"),
        ("Good morning.\n\nAnd good night.\n", "", "a recording needs its transcript"),
        (' captions="recordings/talk.vtt"', "", "a video needs captions"),
        ('slug="notario"', 'slug="notary"', "the term “notary” is not in glossary.yaml"),
        ("columns: [{heading: Form}, {heading: Dollars, number: true}]\n", "", "this is not a right table"),
    ],
)
def test_a_block_that_is_not_right_is_named_with_its_line(folder: Path, old: str, new: str, sentence: str) -> None:
    lesson = folder / "01-first-module/02-two.md"
    assert old in lesson.read_text()
    lesson.write_text(lesson.read_text().replace(old, new, 1))

    with pytest.raises(BrokenFolder) as broken:
        load_folder(folder)

    assert any(sentence in found and ", line " in found for found in broken.value.sentences), broken.value.sentences
