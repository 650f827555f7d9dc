"""Announcements: written to a cohort by who teaches or runs it, read by its students."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from curriculum.actions.write_announcement import edit_announcement, take_back, write_announcement
from curriculum.forms.talk import AnnouncementForm
from curriculum.models import Announcement, Cohort
from curriculum.queries.announcements import announcement_called, announcements_for, announcements_of
from curriculum.queries.cohorts import cohort_called
from lms.core import access
from lms.core.clock import now
from lms.core.errors import Refusal

ON_A_PAGE = 25


@access.signed_in
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What one's cohorts were told, newest first."""
    page = Paginator(announcements_for(request.user), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "curriculum/announcements/mine.html", {"page": page})


@access.may("curriculum.view_announcement", subject=lambda announcement: announcement_called(announcement))
@require_safe
def read(request: HttpRequest, announcement: Announcement) -> HttpResponse:
    """One announcement."""
    may_edit = request.user.has_perm("curriculum.announce", announcement)
    return render(request, "curriculum/announcements/read.html", {"announcement": announcement, "may_edit": may_edit, "now": now()})


@access.may("curriculum.announce", subject=lambda cohort: cohort_called(cohort))
@require_safe
def of_cohort(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """All announcements of a cohort, with those that wait for their moment."""
    page = Paginator(announcements_of(cohort), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "curriculum/announcements/of_cohort.html", {"cohort": cohort, "page": page, "now": now()})


@access.may("curriculum.announce", subject=lambda cohort: cohort_called(cohort))
def write(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """Write one."""
    form = AnnouncementForm(request.POST if request.method == "POST" else None, zone=request.user.time_zone)
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("title", "text", "send_at")}
        made = _done(form, lambda: write_announcement(cohort=cohort, **facts, by=request.user))
        if made:
            messages.success(request, "Sent to the cohort." if facts["send_at"] is None else "Saved. It is sent at its moment.")
            return redirect("announcements:of_cohort", cohort=cohort.slug)
    context = {"cohort": cohort, "form": form, "submit": "Send"}
    return render(request, "curriculum/announcements/write.html", context, status=422 if form.is_bound else 200)


@access.may("curriculum.announce", subject=lambda announcement: announcement_called(announcement))
def edit(request: HttpRequest, announcement: Announcement) -> HttpResponse:
    """Change one; students see that it was edited."""
    is_visible = announcement.visible_from <= now()
    known = {"title": announcement.title, "text": announcement.text, "send_at": announcement.visible_from, "seen": announcement.version}
    form = AnnouncementForm(request.POST if request.method == "POST" else None, initial=known, zone=request.user.time_zone, is_visible=is_visible)
    if form.is_valid():
        facts = {"title": form.cleaned_data["title"], "text": form.cleaned_data["text"], "send_at": form.cleaned_data.get("send_at")}
        seen = form.cleaned_data["seen"] or 0
        if _done(form, lambda: edit_announcement(announcement=announcement, **facts, seen=seen, by=request.user)):
            messages.success(request, "Saved.")
            return redirect("announcements:read", announcement=announcement.public_id)
    context = {"cohort": announcement.cohort, "form": form, "submit": "Save", "announcement": announcement, "is_visible": is_visible}
    return render(request, "curriculum/announcements/write.html", context, status=422 if form.is_bound else 200)


@access.may("curriculum.announce", subject=lambda announcement: announcement_called(announcement))
@require_POST
def take_it_back(request: HttpRequest, announcement: Announcement) -> HttpResponse:
    """Students no longer see it."""
    take_back(announcement=announcement, by=request.user)
    messages.success(request, "Taken back. Students no longer see it.")
    return redirect("announcements:of_cohort", cohort=announcement.cohort.slug)


def _done(form: AnnouncementForm, change: Any) -> Any:
    """What ``change`` gives; its refusal becomes an error of the form, so that nothing written is lost."""
    try:
        return change()
    except Refusal as refused:
        form.add_error(None, refused.sentence)
        return None
