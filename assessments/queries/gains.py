"""What other points for single answers would change of their attempts’ scores, at a fixed number of queries for any number of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from assessments.models import AttemptItem, QuestionVersion
from assessments.policies.passing import SECTION, Part, is_passed
from assessments.queries.results import NO_PARTS, AttemptScore, part_rules


@dataclass(frozen=True)
class Gain:
    """Points that one answer would have more (or fewer), and the parts of its attempt that it counts in."""

    points: Fraction
    section: str
    topics: Sequence[str]

    def counts_in(self, part: Part) -> bool:
        return part.name == self.section if part.kind == SECTION else part.name in self.topics


def gains_of(items: Sequence[AttemptItem], points: Mapping[int, Fraction]) -> dict[str, list[Gain]]:
    """By the attempts' public ids; ``points`` are those gained, by the items' primary keys. The items come with their attempts."""
    rules = part_rules({item.attempt.assessment_id for item in items}) if items else {}
    topics = _topics(items) if any(rule.topic for rule in rules.values()) else {}
    found: dict[str, list[Gain]] = defaultdict(list)
    for item in items:
        section = rules.get(item.attempt.assessment_id, NO_PARTS).section_of(item.section_key, item.section)
        found[str(item.attempt.public_id)].append(Gain(points[item.pk], section, topics.get(item.version_id, ())))
    return found


def with_gains(score: AttemptScore, gains: Iterable[Gain]) -> AttemptScore:
    """The score as it would be."""
    for gain in gains:
        parts = tuple(replace(part, points=part.points + gain.points) if gain.counts_in(part) else part for part in score.parts)
        score = replace(score, points=score.points + gain.points, parts=parts)
    return replace(score, passed=score.is_graded and is_passed(score.overall, score.parts))


def _topics(items: Iterable[AttemptItem]) -> dict[int, Sequence[str]]:
    return dict(QuestionVersion.objects.filter(pk__in={item.version_id for item in items}).order_by().values_list("pk", "topics"))
