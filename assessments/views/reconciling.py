"""Two marks of one answer side by side, and the mark that counts."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from assessments.actions.reconcile_item import reconcile_item
from assessments.models import AttemptItem, Opinion
from assessments.queries.anonymity import is_anonymous
from assessments.queries.marking import comments_for
from assessments.views.judging import Sheet, judgment_in, points_text, question_of, sentences_of
from assessments.views.marking import item_to_mark
from lms.audit.api import record_disclosure
from lms.core import access
from lms.core.errors import NotFound, Refusal
from lms.people.api import names_of


@access.may("assessments.mark_attempt", subject=item_to_mark)
def reconcile(request: HttpRequest, item: AttemptItem) -> HttpResponse:
    """Both opinions, and a form for the mark that counts."""
    opinions = list(Opinion.objects.filter(item=item))
    sheet = Sheet.of(item)
    if len(opinions) < 2 or sheet.marks:
        raise NotFound
    refused = None
    if request.method == "POST":
        try:
            judgment = judgment_in(request.POST, sheet.rubric, comments_for(request.user, item.attempt.enrollment.cohort.campus))
            reconcile_item(item=item, judgment=judgment, by=request.user)
        except Refusal as error:
            refused = error
        else:
            messages.success(request, "The mark is kept. It counts from now on.")
            return redirect("teach:marking")
    enrollment = item.attempt.enrollment
    record_disclosure(
        viewer=request.user, owner=enrollment.student.public_id, what="Answer to a question", purpose="Marking", campus=enrollment.cohort.campus.slug
    )
    sent = request.POST if refused else None
    context = {
        **question_of(sheet), "item": item, "rows": sheet.rows(sent), "comment": sent.get("comment", "") if sent else "", "opinions": _columns(sheet, opinions),
        "sentences": sentences_of(refused), "who": "" if is_anonymous(item.attempt) else enrollment.student.display_name,
    }  # fmt: skip
    return render(request, "assessments/reconcile.html", context, status=getattr(refused, "status", 200))


def _columns(sheet: Sheet, opinions: list[Opinion]) -> list[dict[str, object]]:
    names = names_of([opinion.marked_by for opinion in opinions])
    return [
        {
            "marker": names.get(opinion.marked_by, ""), "points": points_text(opinion.numerator, opinion.denominator),
            "comment": opinion.comment,
            "rows": [(row.title, opinion.rubric.get(row.id, ""), row.points, opinion.row_comments.get(row.id, "")) for row in sheet.rubric],
        }
        for opinion in opinions
    ]  # fmt: skip
