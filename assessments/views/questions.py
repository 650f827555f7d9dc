"""Questions of an attempt as templates need them, before and after."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from assessments.models import AttemptItem, AttemptStep, ConflictingAnswer, QuestionVersion
from assessments.queries.journal import in_full
from assessments.queries.release import Shown
from assessments.queries.results import CountingMark
from lms.questions.api import Grade, question_types


def asked(item: AttemptItem, step: AttemptStep | None) -> dict[str, Any]:
    """One question to answer: stem, widget, what was saved. Nothing of the key."""
    kind = question_types.get(item.version.type)
    content = kind.validate_content(item.version.content)
    rendered = item.version.rendered
    return {
        "position": item.position, "name": f"q{item.position}", "points": item.points, "stem_html": rendered["stem"], "template": kind.template,
        "view": kind.public_view(content, item.option_order, rendered), "response": step.response if step else None,
        "answered": bool(step and kind.is_answered(content, step.response)), "by_hand": bool(kind.rubric(content)), "takes_files": kind.takes_files,
    }  # fmt: skip


def conflict_shown(conflict: ConflictingAnswer) -> dict[str, Any]:
    """Two answers to one question, in words; texts as they are."""
    version = conflict.item.version
    saved, other = (in_full(version, response) for response in (conflict.against.response, conflict.response))
    return {
        "pk": conflict.pk, "position": conflict.item.position, "saved": saved, "saved_at": conflict.against.received_at, "other": other,
        "other_at": conflict.received_at,
    }  # fmt: skip


def reviewed_now(item: AttemptItem, step: AttemptStep | None, shown: Shown) -> dict[str, Any]:
    """A question that was left for good while its attempt still runs: nothing is marked yet, so the mark is worked out from the answer."""
    kind = question_types.get(item.version.type)
    content = kind.validate_content(item.version.content)
    points = kind.grade(content, step.response if step else kind.blank(content)).points(item.points)
    return reviewed(item, step, CountingMark(points), shown)


def reviewed(item: AttemptItem, step: AttemptStep | None, mark: CountingMark, shown: Shown) -> dict[str, Any]:
    """One question looked back on, with only what is released; with the corrected key where its mark follows that."""
    kind = question_types.get(item.version.type)
    version = _keyed_version(item, mark)
    content, rendered = kind.validate_content(version.content), version.rendered
    response = step.response if step else kind.blank(content)
    grade, points = kind.grade(content, response), mark.points
    facts = {
        "position": item.position, "stem_html": item.version.rendered["stem"], "template": kind.review_template,
        "view": kind.public_view(kind.validate_content(item.version.content), item.option_order, item.version.rendered),
        "response": response if shown.response else None,
    }  # fmt: skip
    if shown.marks:
        facts["mark"] = {"text": points_text(points, item.points), "state": _state(points, item.points)}
        facts["why"] = kind.explain(content, response, Grade(points / item.points) if points is not None else grade)
    if shown.comment:
        facts["comment"] = mark.comment
    if shown.key:
        facts["key"] = _with_given(kind.key_view(content, item.option_order, rendered), mark.rubric if shown.marks else {})
    if shown.explanation:
        facts["feedback"] = kind.feedback_view(content, grade, rendered)
        facts["explanation_html"] = rendered.get("explanation", "")
    return facts


def _keyed_version(item: AttemptItem, mark: CountingMark) -> QuestionVersion:
    """The version whose key is shown: the corrected one, unless it has other options than those that were asked."""
    version = mark.corrected
    if version is None or version.type != item.version.type:
        return item.version
    kind = question_types.get(version.type)
    order = kind.option_order(kind.validate_content(version.content), shuffle=False, seed="")
    return version if sorted(order) == sorted(item.option_order) else item.version


def _with_given(key: dict[str, Any], given: Mapping[str, int], prefix: str = "") -> dict[str, Any]:
    """``key`` with the points that each row of its rubric, and of its parts', was given."""
    for row in key.get("rubric", ()):
        if prefix + row["id"] in given:
            row["given"] = given[prefix + row["id"]]
    for name, part in key["parts"].items() if isinstance(key.get("parts"), dict) else ():
        _with_given(part, given, f"{name}.")
    return key


def points_text(points: Fraction | None, maximum: int) -> str:
    """“1 of 2 points”, “2/3 of 1 point”, “waiting to be marked”."""
    if points is None:
        return "waiting to be marked"
    return f"{points} of {maximum} {'point' if maximum == 1 else 'points'}"


def _state(points: Fraction | None, maximum: int) -> str:
    if points is None:
        return "waiting"
    return "full" if points == maximum else "part" if points else "none"
