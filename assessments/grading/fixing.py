"""What a fix does to one answer, worked out the same way for the preview and when it is applied."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from assessments.grading.append import event_of
from assessments.grading.engine import Points
from assessments.grading.exact import storable
from assessments.grading.fold import standing_of
from assessments.grading.policies import fixed_points
from assessments.models import AttemptItem, AttemptStep, Grade


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
