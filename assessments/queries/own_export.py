"""What a student takes away of their results: what their own results page shows, so never a grade before its release, and never a key."""

from typing import Any

from django.utils.translation import gettext as _

from assessments.queries.own_results import imported_results, own_places
from lms.core.clock import iso_ms
from lms.core.own_export import Part, Table

FIELDS = {
    "enrollment": "The place; empty for results from an earlier quiz site.", "assessment": "The assessment.", "attempt": "Which attempt, from 1.",
    "submitted_at": "When it was handed in (UTC); null where it was not.", "released": "Whether its result is released.",
    "points": "Points, once released.", "maximum": "Points there were, once released.", "percent": "Percent, rounded down, once released.",
    "counts": "Whether it is the attempt that counts.",
}  # fmt: skip


def results_part(person: Any) -> Part:
    data: list[dict[str, Any]] = []
    for place in reversed(own_places(person)):
        for cell, attempts in place.rows:
            for one in attempts:
                score, at = one.score, one.attempt.submitted_at
                data.append({
                    "enrollment": place.enrollment.public_id, "assessment": cell.activity.page.title, "attempt": one.attempt.number,
                    "submitted_at": iso_ms(at) if at else None, "released": score is not None, "points": str(score.points) if score else None,
                    "maximum": str(score.maximum) if score else None, "percent": score.percent if score else None, "counts": one.is_counted,
                })  # fmt: skip
    data += [
        {
            "enrollment": "", "assessment": old.title, "attempt": 1, "submitted_at": iso_ms(old.ended_at) if old.ended_at else None, "released": True,
            "points": str(old.score), "maximum": str(old.maximum), "percent": None, "counts": False,
        }
        for old in imported_results(person)
    ]  # fmt: skip
    later = _("is shown later")
    rows = [(one["assessment"], str(one["attempt"]), f"{one['points']} / {one['maximum']}" if one["released"] else later) for one in data]
    return Part(_("My results"), data, [Table(_("My results"), (_("Quiz"), _("Attempt"), _("Points")), rows)])
