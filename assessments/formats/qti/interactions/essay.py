"""``extendedTextInteraction``: an essay; a short one with a right answer is a short answer."""

from assessments.formats.fitting import Fitted, whole_points
from assessments.formats.qti.asked import Asked
from assessments.formats.qti.interactions.inline import read_text_entry
from assessments.formats.qti.values import NUMBERS

SHORT = 60  # characters of an accepted answer that can be compared


def read_extended_text(asked: Asked) -> Fitted:
    declared = asked.declared
    right = declared.correct if isinstance(declared.correct, str) else ""
    by_itself = right and len(right) <= SHORT and asked.earned(declared.correct) > 0
    if declared.base in NUMBERS or declared.mapping is not None or by_itself or _is_compared(asked):
        return read_text_entry(asked)
    points, _lost = whole_points(asked.worth)
    content = {"rubric": [{"id": "answer", "title": "Answer", "points": min(points, 100)}]}
    if right:
        content["model_answer"] = right  # type: ignore[assignment]
    length = asked.element.get("expectedLength")
    told: tuple[str, ...] = (f"The expected length of {length} characters: essays here count words.",) if length else ()
    if asked.element.get("format", "plain") == "xhtml":
        told += ("Answers are formatted text there; here they are plain.",)
    return Fitted("essay", content, asked.worth, told, asked.prompt)


def _is_compared(asked: Asked) -> bool:
    """Whether the rule names a text that earns something."""
    return any(isinstance(one, str) and asked.earned(one) > 0 for one in asked.named)
