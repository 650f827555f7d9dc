"""An answer with its rubric as pages need it, and what a marker's form says."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from assessments.actions.mark_item import Judgment, step_number
from assessments.models import AttemptItem, AttemptStep, Grade
from assessments.queries.anonymity import is_anonymous
from assessments.queries.attempts import newest_steps
from assessments.queries.marking import marks_of
from lms.core.errors import Invalid
from lms.questions.api import Criterion, question_types, unnamed

MOST_BUTTONS = 10  # a row worth more points takes a number instead


@dataclass(frozen=True)
class Choice:
    """One button of a row. ``key`` is the number on the keyboard that chooses it, if there is one."""

    points: int
    text: str
    key: int | None
    chosen: bool


@dataclass(frozen=True)
class Row:
    """One row of the rubric to mark by; ``choices`` is empty where points are written as a number."""

    criterion: Criterion
    choices: list[Choice]
    points: str
    comment: str


@dataclass(frozen=True)
class Sheet:
    item: AttemptItem
    kind: Any
    content: Any
    rubric: list[Criterion]
    marks: list[Grade]

    @classmethod
    def of(cls, item: AttemptItem) -> "Sheet":
        kind = question_types.get(item.version.type)
        content = kind.validate_content(item.version.content)
        return cls(item, kind, content, kind.rubric(content), marks_of(item))

    @cached_property
    def step(self) -> AttemptStep | None:
        """The saved answer that counts; none where nothing was answered."""
        return newest_steps(self.item.attempt).get(self.item.pk)

    def rows(self, sent: Mapping[str, Any] | None = None) -> list[Row]:
        """The rows with what was sent, or else with the newest mark."""
        newest = self.marks[-1] if self.marks else None
        points = {row.id: str((newest.rubric if newest else {}).get(row.id, "")) for row in self.rubric}
        comments = dict(newest.row_comments) if newest else {}
        if sent is not None:
            points = {row.id: sent.get(f"points-{row.id}", "") for row in self.rubric}
            comments = {row.id: sent.get(f"comment-{row.id}", "") for row in self.rubric}
        return [Row(row, _choices(row, points[row.id]), points[row.id], comments.get(row.id, "")) for row in self.rubric]


def _choices(row: Criterion, chosen: str) -> list[Choice]:
    if row.levels:
        ordered = sorted(row.levels, key=lambda level: level.points)
        return [Choice(level.points, level.text, number, str(level.points) == chosen) for number, level in enumerate(ordered, start=1)]
    if row.points > MOST_BUTTONS:
        return []
    return [Choice(points, "", points if points < 10 else None, str(points) == chosen) for points in range(row.points + 1)]


def question_of(sheet: Sheet) -> dict[str, Any]:
    """The question, the answer and the key, for the templates of the question's type."""
    item, kind, content = sheet.item, sheet.kind, sheet.content
    response = sheet.step.response if sheet.step else kind.blank(content)
    shown = unnamed(response) if kind.takes_files and is_anonymous(item.attempt) else response  # names of files often say whose they are
    return {
        "response": shown, "answer": step_number(sheet.step), "review_template": kind.review_template,
        "view": kind.public_view(content, item.option_order, item.version.rendered),
        "key": kind.key_view(content, item.option_order, item.version.rendered), "notes": kind.explain(content, response, kind.grade(content, response)),
    }  # fmt: skip


def judgment_in(form: Any, rubric: list[Criterion], saved: Any) -> Judgment:
    """What a marker's form says; comments chosen from the saved ones are put after their own words."""
    points = {row.id: whole(form.get(f"points-{row.id}", "")) for row in rubric}
    chosen = list(saved.filter(public_id__in=[name.replace("\0", "") for name in form.getlist("saved")]).values_list("text", flat=True))
    comment = "\n\n".join([text for text in (form.get("comment", "").strip(), *chosen) if text])[:5000].replace("\0", "")
    rows = {row.id: form.get(f"comment-{row.id}", "").strip()[:1000].replace("\0", "") for row in rubric}
    return Judgment(points, comment, rows)


def said_seen(form: Any) -> dict[str, Any]:
    """What the marker's page showed: how many marks (``seen``), and which ``answer``."""
    answer = form.get("answer", "")
    return {"seen": whole(form.get("seen", "")), "answer": whole(answer) if answer else None}


def whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise Invalid("Give whole points to every row of the rubric.")
    return int(text)


def sentences_of(refused: Any) -> list[str]:
    """What a refusal says; nothing without one."""
    return getattr(refused, "sentences", None) or ([refused.sentence] if refused else [])


def points_text(numerator: int, denominator: int) -> str:
    """“9”, “17/2”"""
    return str(numerator) if denominator == 1 else f"{numerator}/{denominator}"
