"""The small course with a quiz that has sections, draws and rules of its own, loaded through the real importer."""

from pathlib import Path

import yaml

from assessments.models import AssessmentPage
from tests.factories.course import load_written, write_course

BANK = [
    {
        "id": f"{topic}-{number}", "type": "true_false", "stem": f"{topic.title()} statement {number}.", "topics": [topic],
        "explanation": f"Because of {topic} {number}.", "difficulty": number % 3 + 1, "content": {"answer": True},
    }
    for topic in ("asylum", "ethics_upl") for number in range(1, 7)
]  # fmt: skip
SECTIONS = [
    {"label": "A", "title": "Asylum", "pass_percent": 50, "instructions": "Think of **nexus**."},
    {"label": "B", "title": "Ethics"},
]


def write_quiz(root: Path, text: str = "Answer on your own.", **facts: object) -> Path:
    """The course's files with the bank above and a quiz of these facts; by default two questions in each of two sections."""
    course = write_course(root)
    module = course / "01-first-module"
    (module / "questions.yaml").write_text(yaml.safe_dump(BANK))
    usual: dict[str, object] = {
        "slug": "first-quiz", "title": "First quiz", "minutes": 5, "pass_percent": 60, "attempts": 3, "sections": SECTIONS,
        "questions": [{"question": "asylum-1", "section": "A"}, {"question": "ethics_upl-1", "section": "B"}],
        "draws": [{"bank": "first-module", "count": 1, "section": "A", "topic": "asylum"}, {"bank": "first-module", "count": 1, "section": "B"}],
    }  # fmt: skip
    (module / "assessment.md").write_text(f"---\n{yaml.safe_dump(usual | facts, sort_keys=False)}---\n{text}\n")
    return course


def load_quiz(root: Path, **facts: object) -> AssessmentPage:
    """Loaded as ``load_written`` does."""
    load_written(write_quiz(root, **facts))
    return AssessmentPage.objects.get(slug="first-quiz")
