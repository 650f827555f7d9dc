"""Marking: what waits, and one answer at a time with its rubric."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from assessments.actions.claim_item import claim_item
from assessments.actions.keep_marking import forget_comment, keep_comment
from assessments.actions.mark_item import mark_item
from assessments.models import AttemptItem
from assessments.queries.anonymity import is_anonymous
from assessments.queries.marking import BY, Narrowed, assessments_marked_by, comments_for, groups, neighbors, open_disputes, to_reconcile, waiting_items
from assessments.views.judging import Sheet, judgment_in, question_of, said_seen, sentences_of
from lms.audit.api import record_disclosure
from lms.core import access
from lms.core.errors import NotFound, Refusal

ON_A_PAGE = 25


@access.may("assessments.mark")
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Answers of one's campuses that wait, in groups and oldest first; and what two markers, or a student, ask about."""
    by = request.GET.get("by", "")
    by = by if by in BY else "assessment"
    narrowed = Narrowed.of(request.GET)
    page = Paginator(waiting_items(request.user, narrowed), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "groups": groups(request.user, by), "by": by, "ways": BY.items(), "narrowed": narrowed.query, "narrowed_query": _more(by, narrowed),
        "disputes": open_disputes(request.user)[:ON_A_PAGE], "reconcile": to_reconcile(request.user)[:ON_A_PAGE],
        "first": page.object_list[0] if page.object_list else None, "assessments": assessments_marked_by(request.user),
    }  # fmt: skip
    return render(request, "assessments/queue.html", context)


def _more(by: str, narrowed: Narrowed) -> str:
    """The rest of the address of the queue's further pages; made of words of ours and public ids."""
    parts = [f"by={by}", *([narrowed.query.replace("&", "&amp;")] if narrowed.query else []), ""]
    return mark_safe("&amp;".join(parts))  # noqa: S308  as the line above says  # nosec B308, B703


def item_to_mark(item: int) -> AttemptItem | None:
    items = AttemptItem.objects.select_related(
        "attempt__enrollment__cohort__campus", "attempt__enrollment__student", "attempt__assessment__marking_rules", "version__question"
    )
    return items.filter(pk=item).first() if item < 2**63 else None


@access.may("assessments.mark_attempt", subject=item_to_mark)
def mark(request: HttpRequest, item: AttemptItem) -> HttpResponse:
    """One answer with its rubric. What is kept leads to the next answer, without a reload where scripts run."""
    sheet = Sheet.of(item)
    if not sheet.rubric or item.attempt.is_open:
        raise NotFound
    narrowed = Narrowed.of(request.GET)
    if request.method != "POST":
        held = bool(sheet.marks) or claim_item(item=item, by=request.user)
        _disclose(request, item)
        return _page(request, sheet, narrowed, held=held)
    try:
        judgment = judgment_in(request.POST, sheet.rubric, comments_for(request.user, item.attempt.enrollment.cohort.campus))
        _, following = neighbors(item, request.user, narrowed)
        counted = mark_item(item=item, judgment=judgment, by=request.user, **said_seen(request.POST))
    except Refusal as refused:
        return _page(request, sheet, narrowed, held=True, refused=refused, sent=request.POST)
    _keep_comment(request, item)
    messages.success(request, "Kept. A second person marks this answer too." if counted is None else "The mark is kept.")
    return _go_on(request, item, following, narrowed)


def _go_on(request: HttpRequest, item: AttemptItem, following: int | None, narrowed: Narrowed) -> HttpResponse:
    if following is None or following == item.pk:
        done = reverse("teach:marking")
        return HttpResponseClientRedirect(done) if request.headers.get("HX-Request") else redirect(done)
    return redirect(f"{reverse('teach:mark', args=[following])}?{narrowed.query}")


def _page(request: HttpRequest, sheet: Sheet, narrowed: Narrowed, *, held: bool, refused: Any = None, sent: Any = None) -> HttpResponse:
    item = sheet.item
    before, after = neighbors(item, request.user, narrowed)
    context: dict[str, Any] = {
        **question_of(sheet), "item": item, "marks": sheet.marks, "seen": len(sheet.marks), "rows": sheet.rows(sent),
        "comment": (sent or {}).get("comment", ""), "sentences": sentences_of(refused), "held": held,
        "narrowed": narrowed.query, "before": before, "after": after, "saved_comments": comments_for(request.user, item.attempt.enrollment.cohort.campus),
        "who": "" if is_anonymous(item.attempt) else item.attempt.enrollment.student.display_name, "me": getattr(request.user, "public_id", ""),
    }  # fmt: skip
    # asked by the history of the browser, which also sends HX-Request, the whole page is wanted
    template = "assessments/_mark.html" if request.headers.get("HX-Target") == "marking" else "assessments/mark.html"
    return render(request, template, context, status=getattr(refused, "status", 200))


def _disclose(request: HttpRequest, item: AttemptItem) -> None:
    enrollment = item.attempt.enrollment
    record_disclosure(
        viewer=request.user, owner=enrollment.student.public_id, what="Answer to a question", purpose="Marking", campus=enrollment.cohort.campus.slug
    )


def _keep_comment(request: HttpRequest, item: AttemptItem) -> None:
    how = request.POST.get("keep", "")
    if how in ("mine", "shared"):
        campus = item.attempt.enrollment.cohort.campus
        keep_comment(campus=campus, text=request.POST.get("comment", ""), shared=how == "shared", by=request.user)


@access.may("assessments.mark")
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Remove one of one's own saved comments."""
    forget_comment(public_id=request.POST.get("comment", "").replace("\0", ""), by=request.user)
    messages.success(request, "The comment is removed. Marks that used it keep it.")
    return redirect("teach:marking")
