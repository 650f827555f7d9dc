"""Teaching materials for the small course: a plan of its one session, a simulation, a guide and a paper."""

from pathlib import Path

PLAN = """---
session: 1
title: "Who may help: a first evening"
minutes: 45
modules: {first-module: 45}
parts:
  - {minutes: 10, title: "Arrive, and “one” question", module: first-module, mode: whole group}
  - {minutes: 35, title: Two desks, module: first-module, mode: pairs}
objectives: ["Say who may represent.", "Decline kindly."]
materials: [slides.md, role-cards.md, ../../simulations/mock-interview/]
---

## Before the session

Read 8 CFR 1292.1 again.

## Minute by minute

### Arrive, and “one” question

Welcome people.

### Two desks

| Card | Expected |
|---|---|
| Attorney | both |

## Care

Anybody may step out.
"""
SLIDES = """# Slides, session 1

## Who may help

- Two lists, 8 CFR 1292.1
"""
CARDS = """# Cards, session 1

## Client

You are tired. <script>alert("card")</script>
"""
SIMULATION = """---
slug: mock-interview
title: Mock interview
minutes: 20
session: 1
parts:
  - {minutes: 5, title: Prepare, mode: role play}
  - {minutes: 15, title: Talk, mode: role play}
materials: [rubric.md]
---

## Minute by minute, as facilitator

| Minute | You |
|---|---|
| 0-5 | Read the rules of care. |
"""
RUBRIC = """# Rubric

Two points for listening.
"""
GUIDE = """---
slug: case-rounds
title: How to hold case rounds
minutes: 0
---

# How to hold case rounds

Codes only.
"""
PAPER = """---
title: Welcome letter
kind: letter
sent_on: 2026-09-01
blanks: {campus: "[college, city]", minutes: [1, 2]}
---

Dear [first name],
"""
FILES = {
    "live/01-who-may-help/plan.md": PLAN, "live/01-who-may-help/slides.md": SLIDES, "live/01-who-may-help/role-cards.md": CARDS,
    "simulations/mock-interview/guide.md": SIMULATION, "simulations/mock-interview/rubric.md": RUBRIC, "simulations/guides/case-rounds.md": GUIDE,
    "coordinators/welcome-letter.md": PAPER,
}  # fmt: skip


def write_sets(root: Path) -> Path:
    """Add the files to a course in ``root``; its module says nothing of them yet."""
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


def write_materials(root: Path) -> Path:
    """Add the files to the small course in ``root``; its one module is then taught live for 45 minutes, all of them on asylum."""
    write_sets(root)
    module = root / "01-first-module/module.md"
    module.write_text(module.read_text().replace("live: 0", "live: 45").replace("asylum: 10", "asylum: 55"))
    return root
