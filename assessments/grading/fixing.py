"""What a fix does to one answer, worked out the same way for the preview and when it is applied."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from assessments.grading.append import event_of, next_grade
from assessments.grading.engine import Points
from assessments.grading.exact import storable
from assessments.grading.fold import standing_of
from assessments.grading.policies import fixed_points
from assessments.models import AttemptItem, AttemptStep, Grade, GradeKind, QuestionFix


@dataclass(frozen=True)
class Effect:
    """Points before and after. ``needs_person``: a person judged this answer, or must, so the fix leaves it as it is."""

    before: Fraction
    after: Fraction
    needs_person: bool = False

    @property
    def gain(self) -> Fraction:
        return self.after - self.before

    @property
    def change(self) -> int:
        return (self.gain > 0) - (self.gain < 0)


def effect_on(item: AttemptItem, grades: Iterable[Grade], step: AttemptStep | None, policy: str, points_by_new_key: Points) -> Effect:
    """The effect of ``policy`` on an answer with these marks, oldest first; an answer that nobody marked yet waits for its marker."""
    present = standing_of(event_of(grade) for grade in grades).present
    if present is None:
        return Effect(Fraction(0), Fraction(0), needs_person=True)
    new = points_by_new_key(step.response if step else None, item.points)
    after = fixed_points(policy, present=present.points, new=new, maximum=item.points)
    if present.is_judged or after is None:
        return Effect(present.points, present.points, needs_person=after != present.points)
    return Effect(present.points, storable(after))


def fix_grade(fix: QuestionFix, item: AttemptItem, grades: Sequence[Grade], step: AttemptStep | None, points_by_new_key: Points) -> Grade | None:
    """The mark that ``fix`` gives an answer, not yet saved; ``None`` where it changes nothing."""
    effect = effect_on(item, grades, step, fix.policy, points_by_new_key)
    if not effect.change:
        return None
    facts: dict[str, Any] = {"version": fix.version, "step": step, "fix": fix, "comment": fix.told, "reason": fix.get_policy_display()}
    return next_grade(item, grades[-1], GradeKind.FIX, effect.after, by=fix.applied_by, **facts)
