"""What waits for a second person in a cohort, and approving several at once."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accreditation.actions.approve_several import approve_several
from accreditation.actions.refresh_summaries import AT_ONCE, refresh_cohort
from accreditation.queries.waiting_items import items_called, waiting_in
from curriculum.api import cohort_called
from lms.audit.api import record_disclosures
from lms.core import access


@access.may("accreditation.decide_waiting", subject=lambda cohort: cohort_called(cohort))
def waiting(request: HttpRequest, cohort: Any) -> HttpResponse:
    """The list; a POST approves the chosen ones and says line by line what became of each."""
    refresh_cohort(cohort, most=AT_ONCE)
    done, gone = [], 0
    if request.method == "POST":
        shown = dict(value.partition(" ")[::2] for value in request.POST.getlist("item"))
        done = approve_several(items=items_called(cohort, request.user, shown), shown=shown, by=request.user)
        gone = len(shown) - len(done)
    items = waiting_in(cohort, request.user)
    record_disclosures(
        viewer=request.user, owners={item.student for item in (*items, *(one.item for one in done))}, what="What waits for a decision",
        purpose="Running the cohort", campus=cohort.campus.slug,
    )  # fmt: skip
    context = {"cohort": cohort, "items": items, "done": done, "gone": gone, "decidable": any(not item.why_not for item in items)}
    return render(request, "accreditation/board/waiting.html", context)
