"""Supervised practice as coordinators run it: attorneys, matters, what waits for whom and since when."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accreditation.actions.ask_attorney import remind_attorney, revoke_links
from accreditation.actions.assign_student import assign_student, end_place
from accreditation.actions.decide_attorney import decide_attorney
from accreditation.actions.keep_matter import close_matter, open_matter
from accreditation.actions.propose_attorney import propose_attorney
from accreditation.actions.return_practice import say_on_practice
from accreditation.forms.practice import AttorneyForm, CampusForm, MatterForm
from accreditation.models import AttorneyProposal, Matter, MatterStudent, PracticeEntry, SupervisingAttorney
from accreditation.models.attorney import ProposalState
from accreditation.models.practice import EntryState
from accreditation.queries.case_rounds import rooms_of_matter
from accreditation.queries.practice import (
    attorney_called,
    attorney_proposal_called,
    entries_in,
    kept_entry_called,
    loads_of,
    matter_called,
    matters_with_places,
    named_proposals,
    place_called,
    shown,
    thread_of,
    versions_of,
)
from accreditation.rules.practice import attorney_proposals_seen_by, attorneys_kept_by, kept_campuses, matters_kept_by
from accreditation.views.practice_log import refusal
from curriculum.api import enrollment_called, roster_of_campus
from lms.audit.api import record_disclosure
from lms.core import access
from lms.core.errors import Invalid, NotFound, Refusal
from lms.people.api import campus_called


class Place:
    """A student's place, on the campus of its matter."""

    def __init__(self, place: MatterStudent) -> None:
        self.place = place
        self.campus = place.matter.campus


def _posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, an empty form included."""
    return request.POST if request.method == "POST" else None


def find_attorney(attorney: str) -> SupervisingAttorney | None:
    return attorney_called(attorney)


def find_proposal(proposal: str) -> AttorneyProposal | None:
    return attorney_proposal_called(proposal)


def find_matter(code: str) -> Matter | None:
    return matter_called(code)


def find_entry(entry: str) -> PracticeEntry | None:
    return kept_entry_called(entry)


def find_place(place: int) -> Place | None:
    found = place_called(place)
    return Place(found) if found else None


@access.may("accreditation.keep_practice")
def board(request: HttpRequest) -> HttpResponse:
    """Per attorney what waits and since when, and the matters."""
    context = {"loads": loads_of(attorneys_kept_by(request.user)), "matters": matters_with_places(matters_kept_by(request.user))}
    return render(request, "accreditation/practice/board.html", context)


@access.may("accreditation.approve_attorney")
def attorneys(request: HttpRequest) -> HttpResponse:
    """Records of attorneys that wait for a second person."""
    waiting = attorney_proposals_seen_by(request.user).filter(state=ProposalState.PENDING)
    return render(request, "accreditation/practice/attorneys.html", {"proposals": named_proposals(waiting, request.user)})


@access.may("accreditation.keep_practice")
def new_attorney(request: HttpRequest) -> HttpResponse:
    """Propose an attorney for one of one's campuses."""
    campuses = [(campus.slug, campus.name) for campus in kept_campuses(request.user)]
    places = CampusForm(_posted(request), campuses=campuses)
    form = AttorneyForm(_posted(request))
    if form.is_valid() and places.is_valid():
        campus = campus_called(places.cleaned_data["campus"])
        if campus is None:
            raise NotFound
        try:
            propose_attorney(campus=campus, by=request.user, **form.cleaned_data)
        except Refusal as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, "Proposed. The record is used once a second person approves it.")
            return redirect("supervision:attorneys")
    context = {"form": form, "places": places}
    return render(request, "accreditation/practice/attorney.html", context, status=422 if form.is_bound else 200)


@access.may("accreditation.keep_practice", subject=find_attorney)
def change_attorney(request: HttpRequest, found: SupervisingAttorney) -> HttpResponse:
    """Propose that a record say something else; the old one is used until somebody approves."""
    initial = {name: getattr(found, name) for name in ("name", "email", "bar_state", "bar_number", "organization")}
    form = AttorneyForm(_posted(request), initial=initial)
    if form.is_valid():
        try:
            propose_attorney(campus=campus_called(found.campus), attorney=found, by=request.user, **form.cleaned_data)
        except Refusal as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, "Proposed. Until a second person approves, letters go to the old address.")
            return redirect("supervision:attorneys")
    context = {"form": form, "attorney": found}
    return render(request, "accreditation/practice/attorney.html", context, status=422 if form.is_bound else 200)


@access.may("accreditation.approve_attorney", subject=find_proposal)
@require_POST
def decide(request: HttpRequest, found: AttorneyProposal) -> HttpResponse:
    """Approve or decline an attorney's record."""
    decision = request.POST.get("decision")
    try:
        if decision not in ("approve", "decline"):
            raise Invalid("Choose “Approve” or “Decline”.")
        decide_attorney(proposal=found, approve=decision == "approve", by=request.user)
        messages.success(request, "Approved. The record is in use." if decision == "approve" else "Declined. Nothing was changed.")
    except Refusal as refused:
        messages.error(request, refused.sentence)
    return redirect("supervision:attorneys")


@access.may("accreditation.keep_practice", subject=find_attorney)
@require_POST
def remind(request: HttpRequest, found: SupervisingAttorney) -> HttpResponse:
    """A new letter to an attorney."""
    try:
        remind_attorney(attorney=found, by=request.user)
        messages.success(request, f"A new letter is on its way to {found.name}. Links of earlier letters do not work any more.")
    except Refusal as refused:
        messages.error(request, refused.sentence)
    return redirect("supervision:board")


@access.may("accreditation.keep_practice", subject=find_attorney)
@require_POST
def revoke(request: HttpRequest, found: SupervisingAttorney) -> HttpResponse:
    """Take every open link of an attorney back."""
    count = revoke_links(attorney=found, by=request.user)
    messages.success(request, f"Links taken back: {count}. Nobody gets in by them any more.")
    return redirect("supervision:board")


@access.may("accreditation.keep_practice")
def new_matter(request: HttpRequest) -> HttpResponse:
    """Open a matter; the code is made by the server."""
    mine = {attorney.public_id: attorney for attorney in attorneys_kept_by(request.user)}
    form = MatterForm(_posted(request), attorneys=[(name, str(attorney)) for name, attorney in mine.items()])
    if form.is_valid():
        facts = form.cleaned_data
        made = open_matter(attorney=mine[facts["attorney"]], category=facts["category"], opened_on=facts["opened_on"], by=request.user)
        messages.success(request, f"Opened as {made.code}. Note the code in your case system; it stands nowhere else.")
        return redirect("supervision:matter", code=made.code)
    return render(request, "accreditation/practice/new_matter.html", {"form": form, "attorneys": mine}, status=422 if form.is_bound else 200)


@access.may("accreditation.keep_practice", subject=find_matter)
def matter(request: HttpRequest, found: Matter) -> HttpResponse:
    """A matter: who works in it and what they wrote."""
    campus: Any = campus_called(found.campus)
    context = {
        "row": matters_with_places(Matter.objects.filter(pk=found.pk))[0], "entries": entries_in(found), "roster": roster_of_campus(campus),
        "rooms": rooms_of_matter(found),
    }  # fmt: skip
    return render(request, "accreditation/practice/supervised_matter.html", context)


@access.may("accreditation.keep_practice", subject=find_matter)
@require_POST
def assign(request: HttpRequest, found: Matter) -> HttpResponse:
    """Give a student a place."""
    enrollment = enrollment_called(request.POST.get("enrollment", "")[:22].replace("\0", ""))
    if enrollment is None or enrollment.cohort.campus.slug != found.campus:
        messages.error(request, "Choose a student of this campus.")
        return redirect("supervision:matter", code=found.code)
    try:
        assign_student(matter=found, enrollment=enrollment, by=request.user)
        messages.success(request, "The student has a place in this matter now.")
    except Refusal as refused:
        messages.error(request, refused.sentence)
    return redirect("supervision:matter", code=found.code)


@access.may("accreditation.keep_practice", subject=find_matter)
@require_POST
def close(request: HttpRequest, found: Matter) -> HttpResponse:
    """Close a matter on a day."""
    try:
        close_matter(matter=found, closed_on=_day(request.POST.get("closed_on", "")), by=request.user)
        messages.success(request, "The matter is closed.")
    except Refusal as refused:
        messages.error(request, refused.sentence)
    return redirect("supervision:matter", code=found.code)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid("Give the day as a date.") from None


@access.may("accreditation.keep_practice", subject=find_place)
@require_POST
def end(request: HttpRequest, found: Place) -> HttpResponse:
    """End a student's place."""
    end_place(place=found.place, by=request.user)
    messages.success(request, "The place has ended. What was written stays.")
    return redirect("supervision:matter", code=found.place.matter.code)


@access.may("accreditation.keep_practice", subject=find_entry)
def entry(request: HttpRequest, found: PracticeEntry) -> HttpResponse:
    """An entry of a student with its thread."""
    return _entry_page(request, found)


@access.may("accreditation.keep_practice", subject=find_entry)
@require_POST
def say(request: HttpRequest, found: PracticeEntry) -> HttpResponse:
    """A coordinator's word in the thread."""
    text = request.POST.get("text", "")
    try:
        say_on_practice(entry=found, text=text, by=request.user)
    except Refusal as refused:
        return _entry_page(request, found, refused=refused, typed=text)
    return redirect("supervision:entry", entry=found.public_id)


def _entry_page(request: HttpRequest, found: PracticeEntry, *, refused: Refusal | None = None, typed: str = "") -> HttpResponse:
    record_disclosure(viewer=request.user, owner=found.student, what="Entry of practice", purpose="Running supervised practice", campus=found.campus)
    context = {
        "shown": shown([found])[0], "thread": thread_of(found), "say_at": "supervision:say", "is_keeper": True,
        "versions": versions_of(found).exclude(state=EntryState.DRAFT), **refusal(refused, typed),
    }  # fmt: skip
    return render(request, "accreditation/practice/entry.html", context, status=refused.status if refused else 200)
