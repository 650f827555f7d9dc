"""The last look at a draft that was read: whole points, and content that its type takes."""

from dataclasses import replace
from fractions import Fraction

from assessments.formats.base import QuestionDraft, Unfit
from assessments.formats.fitting import refused_sentence, whole_points
from lms.questions.api import InvalidContent, question_types

MOST_STEM = 20_000
ODD = (KeyError, IndexError, ValueError, TypeError, AttributeError, ArithmeticError, RecursionError)
"""What reading raises where a file breaks the rules of its own format in a way that nothing here foresees."""
ODD_REASON = "Its XML does not have the structure that this format prescribes."


def finished(draft: QuestionDraft, points: Fraction) -> QuestionDraft:
    """``draft`` worth ``points``; raises ``Unfit`` with the reason where its type does not take its content."""
    whole, lost = whole_points(points)
    if draft.type == "fact_pattern":
        whole, lost = max(1, sum(part["points"] for part in draft.content["parts"])), ()
    if len(draft.stem) > MOST_STEM:
        raise Unfit(f"Its text is too long: {len(draft.stem):,} characters, and {MOST_STEM:,} fit.")
    if not draft.stem.strip():
        raise Unfit("It asks nothing: its text is empty.")
    kind = question_types.get(draft.type)
    try:
        kind.validate_content(draft.content)
    except InvalidContent as wrong:
        raise Unfit(refused_sentence(wrong)) from None
    media = {name: data for name, data in draft.media.items() if _is_shown(name, draft)}
    return replace(draft, points=whole, media=media, lost=tuple(dict.fromkeys((*draft.lost, *lost))))


def _is_shown(name: str, draft: QuestionDraft) -> bool:
    return f"images/{name}" in f"{draft.stem}{draft.explanation}{draft.content}"
