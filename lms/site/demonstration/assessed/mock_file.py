"""The mock file: a fact pattern that two people mark, at every stage between a running attempt and a mark that counts."""

from datetime import timedelta
from typing import Any

from assessments.api import Judgment, items_of, keep_marking_rules, mark_item
from assessments.models import MarkingRules
from lms.core.clock import now
from lms.core.telling import telling_of
from lms.site.demonstration.assessed.sitting import Sitter, begin, save, sit

FIRST = {"excuse.accident": 2, "excuse.raid": 2, "excuse.time": 1, "issues.work": 2, "issues.list": 1}
NEAR = FIRST | {"excuse.time": 2}
FAR = {"excuse.accident": 1, "excuse.raid": 0, "excuse.time": 1, "issues.work": 0, "issues.list": 0}
SECOND = [NEAR, FIRST, FAR, FAR]  # what the second person gave the first four: two agree, two are to be reconciled


def hand_in_files(page: Any, sitters: list[Sitter], *, teacher: Any, colleague: Any) -> None:
    """Ten hand in; the first four are marked twice, the next two once, four wait. One attempt runs, and one ended while nobody looked."""
    keep_marking_rules(rules=MarkingRules(assessment=page, markers=2, tolerance_percent=10), by=teacher)
    start = now() - timedelta(days=3)
    attempts = [sit(sitter, page, start + timedelta(hours=3 * place), minutes=48 + place) for place, sitter in enumerate(sitters[:10])]
    for place, attempt in enumerate(attempts[:6]):
        _mark(attempt, FIRST, teacher)
        if place < len(SECOND):
            _mark(attempt, SECOND[place], colleague)
    for sitter, ago in zip(sitters[10:12], (20, 140), strict=False):
        attempt, fields = begin(sitter, page, now() - timedelta(minutes=ago))
        save(attempt, fields, now() - timedelta(minutes=ago - 15), "first")


def _mark(attempt: Any, points: dict[str, int], by: Any) -> None:
    item = next(item for item in items_of(attempt) if item.version.type == "fact_pattern")
    with telling_of(attempt.submitted_at + timedelta(hours=5)):
        mark_item(item=item, judgment=Judgment(points, "Read twice; the dates are what counts here."), seen=0, by=by)
