"""A small curriculum folder that every check of a folder finds fit, and ways to spoil one thing of it."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from curriculum.checks import read_folder
from curriculum.checks.folder import CurriculumFolder
from curriculum.importers.folder.faults import Faults
from tests.factories.questions import write_picture
from tests.lms.questions.samples import SAMPLES

MODULE, FIRST, SECOND = "01-first-module/module.md", "01-first-module/01-one.md", "01-first-module/02-two.md"
BANK, QUIZ, SOURCES, GLOSSARY = "01-first-module/questions.yaml", "01-first-module/assessment.md", "01-first-module/authorities.yaml", "glossary.yaml"
EXAMINATION, KEPT = "assessment.md", "banks/kept.yaml"

PROGRAM = """---
slug: small
title: Small
version: "1"
tracks:
  - {slug: law_and_skills, title: Law, minutes: 50, on_eoir_list: true}
topics:
  - {slug: asylum, title: Asylum, required: true}
  - {slug: walking, title: Walking, required: false}
sessions:
  - {number: 1, title: Only}
---
A program for tests.
"""
MODULE_TEXT = """---
slug: first-module
title: First module
track: law_and_skills
sessions: [1]
minutes: {live: 10, self_paced: 30, assessment: 10}
topics: {asylum: 50}
authorities: ["8 CFR 208.13"]
---
An introduction.
"""
LESSON = """---
slug: SLUG
title: Lesson SLUG
minutes: 15
topics: {asylum: 15}
objectives: [Know it.]
authorities: ["8 CFR 208.13"]
last_reviewed: 2026-11-20
reviewer: not yet reviewed by an attorney
---

PROSE

The rule is at 8 CFR 208.13(b)(1).

::: authority key="8 CFR 208.13"
Who proves what.
:::

::: callout example title="An example"
She left in May and came in June.
:::

::: callout exercise title="Try it (about four minutes)"
Write down what she must prove.
:::

::: check
id: SLUG-c1
type: single_choice
stem: Who proves a SLUG claim?
explanation: The applicant does (8 CFR 208.13).
content:
  options:
    - {id: a, text: "The applicant of SLUG", correct: true}
    - {id: b, text: "The officer of SLUG", correct: false, feedback: "No, the applicant."}
:::

::: callout summary title="What to keep"
- The applicant proves it.
:::
"""
ASSESSMENT = """---
slug: NAME
title: NAME
minutes: MINUTES
questions: []
draws:
- {bank: BANK, count: 2}
---
Take your time.
"""
OTHER_SOURCE = '- {key: "8 CFR 1208.4", kind: regulation, title: When to file, citation: 8 CFR 1208.4, status: current}\n'
_SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu".split()  # noqa: SIM905  read as a row


def prose(seed: int, count: int) -> str:
    """``count`` words in sentences of ten, which no other seed makes."""
    chance = random.Random(seed)
    words = ["".join(chance.choices(_SYLLABLES, k=2)) for _ in range(count)]
    lines = [f"{' '.join(words[at : at + 10]).capitalize()}." for at in range(0, count, 10)]
    return "\n\n".join(" ".join(lines[at : at + 5]) for at in range(0, len(lines), 5))


def question(number: int, **facts: Any) -> dict[str, Any]:
    """A true-false question that no other number asks."""
    return {
        "id": f"q-{number}", "type": "true_false", "stem": prose(1000 + number, 20), "topics": ["asylum"], "difficulty": 1 + number % 2,
        "authorities": ["8 CFR 208.13"], "explanation": "Because (8 CFR 208.13).", "content": {"answer": True},
    } | facts  # fmt: skip


def samples() -> list[dict[str, Any]]:
    """One question of each type."""
    content = {key: sample.content | ({"picture": {"file": "images/form.png", "alt": "A form"}} if key == "hotspot" else {}) for key, sample in SAMPLES.items()}
    return [question(500 + at, id=key, type=key, stem=prose(at, 60), content=one) for at, (key, one) in enumerate(content.items())]


def terms(count: int) -> list[dict[str, Any]]:
    return [{"slug": f"term-{at}", "term": f"term {at}", "forms": [f"terms {at}"], "definition": "A word (8 CFR 208.13)."} for at in range(count)]


def write_taught(root: Path, *, questions: int = 12, with_samples: bool = False, glossary: int = 3) -> Path:
    """The folder. ``questions=300``, all samples and ``glossary=150`` make it fit; fewer are read faster, and enough for most checks."""
    module = root / "01-first-module"
    module.mkdir(parents=True)
    (root / "banks").mkdir()
    (root / "program.md").write_text(PROGRAM)
    (root / GLOSSARY).write_text(yaml.safe_dump(terms(glossary)))
    (root / KEPT).write_text(yaml.safe_dump([question(800 + at, exam_only=True) for at in range(2)]))
    (root / EXAMINATION).write_text(ASSESSMENT.replace("NAME", "examination").replace("MINUTES", "0").replace("BANK", "kept"))
    (root / MODULE).write_text(MODULE_TEXT)
    (root / SOURCES).write_text('- {key: "8 CFR 208.13", kind: regulation, title: Asylum, citation: 8 CFR 208.13, status: current}\n' + OTHER_SOURCE)
    (root / FIRST).write_text(LESSON.replace("SLUG", "one").replace("PROSE", prose(1, 1500)))
    (root / SECOND).write_text(LESSON.replace("SLUG", "two").replace("PROSE", prose(2, 1500)))
    (root / QUIZ).write_text(ASSESSMENT.replace("NAME", "quiz").replace("MINUTES", "10").replace("BANK", "first-module"))
    (root / BANK).write_text(yaml.safe_dump([*(question(at) for at in range(questions)), *(samples() if with_samples else [])], sort_keys=False))
    if with_samples:
        write_picture(root)
    return root


def spoil(root: Path, name: str, old: str, new: str) -> None:
    """Replace the first ``old`` in a file of the folder, which must be there."""
    text = (root / name).read_text()
    assert old in text, f"{name} does not say {old!r}"
    (root / name).write_text(text.replace(old, new, 1))


def found(check: Callable[[CurriculumFolder, Faults], str], root: Path) -> list[str]:
    """What the check says of the folder; empty when all holds."""
    faults = Faults(root)
    check(read_folder(root), faults)
    return faults.sentences
