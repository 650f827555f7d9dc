"""What waits for a second person in a cohort, and approving several at once."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accreditation.actions.approve_several import approve_several
from accreditation.actions.refresh_summaries import AT_ONCE, refresh_cohort
from accreditation.queries.waiting_items import waiting_in
from curriculum.api import cohort_called
from lms.audit.api import record_disclosures
from lms.core import access


@access.may("accreditation.decide_waiting", subject=lambda cohort: cohort_called(cohort))
def waiting(request: HttpRequest, cohort: Any) -> HttpResponse:
    """The list; a POST approves the chosen ones and says line by line what became of each."""
    refresh_cohort(cohort, most=AT_ONCE)
    items = waiting_in(cohort, request.user)
    done = []
    if request.method == "POST":
        chosen = set(request.POST.getlist("item"))
        done = approve_several(items=[item for item in items if item.key in chosen], by=request.user)
        items = [item for item in items if item.key not in {one.item.key for one in done if not one.refused}]
    record_disclosures(
        viewer=request.user, owners=sorted({item.student for item in items}), what="What waits for a decision", purpose="Running the cohort",
        campus=cohort.campus.slug,
    )  # fmt: skip
    context = {"cohort": cohort, "items": items, "done": done, "decidable": any(not item.why_not for item in items)}
    return render(request, "accreditation/board/waiting.html", context)
