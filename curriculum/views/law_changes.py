"""Instructors record that the law changed and work through what it reaches."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from curriculum.actions.assign_delta_lesson import assign_delta_lesson
from curriculum.actions.assign_item import assign_item
from curriculum.actions.change_status import change_status
from curriculum.actions.settle_law_change import close_case, decide_item, hold_items
from curriculum.forms.law import DeltaLessonForm, StatusForm
from curriculum.models import LawChange, LessonPage
from curriculum.queries.affected import cited_but_unlisted
from curriculum.queries.law import authority_called
from curriculum.queries.law_changes import case_called, cases, items_of, owners_for, students_concerned
from lms.core import access
from lms.core.errors import NotFound, Refusal

PAGE = 50
ADD_AUTHORITY = "wagtailsnippets_curriculum_authority:add"


@access.may("curriculum.change_law")
def case_list(request: HttpRequest) -> HttpResponse:
    """Open changes of law first, and what lessons cite that no authority covers."""
    page = Paginator(cases(), PAGE).get_page(request.GET.get("page"))
    return render(request, "curriculum/law/cases.html", {"page": page, "unlisted": cited_but_unlisted()[:20], "add_url": reverse(ADD_AUTHORITY)})


@access.may("curriculum.change_law")
def record_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that an authority's status changed; opens the case."""
    authority = authority_called(slug)
    if authority is None:
        raise NotFound
    form = StatusForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            case = change_status(authority=authority, **form.cleaned_data, by=request.user)
        except Refusal as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, "Recorded. Every lesson below carries a banner until somebody has looked at it.")
            return redirect("law_changes:case", case=case.public_id)
    return render(request, "curriculum/law/change.html", {"authority": authority, "form": form}, status=422 if form.is_bound else 200)


@access.may("curriculum.change_law")
def case(request: HttpRequest, case: str) -> HttpResponse:
    """One case: what it reaches, who studied it, the lesson that brings them up to date."""
    found = _case(case)
    students = Paginator(students_concerned(found, request.user), PAGE).get_page(request.GET.get("page"))
    lessons = LessonPage.objects.filter(delta_for=found, live=True).order_by("path")
    owners = owners_for(found, request.user)
    context = {
        "case": found, "items": items_of(found, request.GET, owners), "students": students, "lessons": lessons, "form": DeltaLessonForm(lessons=lessons),
        "owners": owners,
    }  # fmt: skip
    return render(request, "curriculum/law/case.html", context)


def _case(public_id: str) -> LawChange:
    found = case_called(public_id)
    if found is None:
        raise NotFound
    return found


@access.may("curriculum.change_law")
@require_POST
def decide(request: HttpRequest, case: str, item: int) -> HttpResponse:
    """One thing of the case was looked at."""
    found = _case(case)
    chosen = found.items.filter(pk=item).first()
    if chosen is None:
        raise NotFound
    said = {"state": request.POST.get("state", ""), "note": request.POST.get("note", "")}
    return _done(request, found, lambda: decide_item(item=chosen, **said, by=request.user), "Saved.")


@access.may("curriculum.change_law")
@require_POST
def give(request: HttpRequest, case: str, item: int) -> HttpResponse:
    """Somebody is to check one thing of the case; an empty choice gives it back to all authors."""
    found = _case(case)
    chosen = found.items.filter(pk=item).first()
    if chosen is None:
        raise NotFound
    named = request.POST.get("owner", "")
    owner = next((person for person in owners_for(found, request.user) if person.public_id == named), None)
    if named and owner is None:
        messages.error(request, "Choose somebody from the list.")
        return redirect("law_changes:case", case=found.public_id)
    said = f"{owner.display_name} is to check it." if owner else "It waits for all authors."
    return _done(request, found, lambda: assign_item(item=chosen, owner=owner, by=request.user), said)


@access.may("curriculum.change_law")
@require_POST
def hold(request: HttpRequest, case: str) -> HttpResponse:
    """Keep the case's questions out of draws, or let them back."""
    found = _case(case)
    held = request.POST.get("held") == "1"
    refs = [item.ref for item in found.items.filter(kind="question")]
    said = "The questions are held out of draws." if held else "The questions are drawn again."
    return _done(request, found, lambda: hold_items(case=found, kind="question", refs=refs, held=held, by=request.user), said)


@access.may("curriculum.change_law")
@require_POST
def assign(request: HttpRequest, case: str) -> HttpResponse:
    """Give a lesson on the change to those already trained."""
    found = _case(case)
    form = DeltaLessonForm(request.POST, lessons=LessonPage.objects.filter(delta_for=found, live=True))
    if not form.is_valid():
        messages.error(request, "Choose a lesson, and write the date as 2026-11-30.")
        return redirect("law_changes:case", case=found.public_id)
    return _done(request, found, lambda: assign_delta_lesson(case=found, **form.cleaned_data, by=request.user), "{} students were given the lesson and told.")


@access.may("curriculum.change_law")
@require_POST
def close(request: HttpRequest, case: str) -> HttpResponse:
    """Close the case with a sentence."""
    found = _case(case)
    return _done(request, found, lambda: close_case(case=found, conclusion=request.POST.get("conclusion", ""), by=request.user), "The case is closed.")


def _done(request: HttpRequest, found: LawChange, change: Any, said: str) -> HttpResponse:
    try:
        result = change()
    except Refusal as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, said.replace("{}", str(result)))
    return redirect("law_changes:case", case=found.public_id)
