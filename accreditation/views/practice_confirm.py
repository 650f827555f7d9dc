"""What a supervising attorney sees behind the mailed link and its code: on a phone, without an account."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accreditation.actions.confirm_practice import confirm_practice, statement_of
from accreditation.actions.reach_checkpoint import give_feedback
from accreditation.actions.return_practice import return_practice, say_by_link
from accreditation.models import PracticeEntry, SupervisingAttorney
from accreditation.models.practice import EntryState
from accreditation.queries.case_rounds import items_of_each, rooms_led_by
from accreditation.queries.practice import (
    PURPOSE,
    attorney_called,
    checkpoint_called,
    checkpoints_waiting_for,
    confirmations_by,
    kept_entry_called,
    piles_of,
    shown,
    thread_of,
    waiting_for_attorney,
)
from accreditation.views.practice_log import refusal
from lms.core.errors import Invalid, NotFound, Refusal
from lms.people.api import MailedLink
from lms.people.link_access import by_mailed_link

ROUNDS = 5


def _attorney(link: MailedLink) -> SupervisingAttorney:
    attorney = attorney_called(link.subject)
    if attorney is None or attorney.email != link.email:
        raise NotFound("Open the link in your newest letter.")
    return attorney


def _entry_of(attorney: SupervisingAttorney, entry: str) -> PracticeEntry:
    found = kept_entry_called(entry)
    if found is None or found.matter.attorney_id != attorney.pk:
        raise NotFound
    return found


@by_mailed_link(PURPOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def pile(request: HttpRequest, link: MailedLink) -> HttpResponse:
    """What waits, by student; a POST confirms what was ticked."""
    attorney = _attorney(link)
    refused: Refusal | None = None
    if request.method == "POST":
        chosen = waiting_or_confirmed(attorney, request.POST.getlist("entry"))
        try:
            made = confirm_practice(entries=chosen, attorney=attorney, link=link, attested=request.POST.get("attested") == "on")
        except Refusal as raised:
            refused = raised
        else:
            said = f"Confirmed: {len(made)}. You get a report by e-mail." if made else "This was confirmed already."
            messages.success(request, said)
            return redirect("confirming:pile")
    rooms = rooms_led_by(attorney)[:ROUNDS]
    context = {
        "attorney": attorney, "piles": piles_of(attorney), "statement": statement_of(attorney), "points": checkpoints_waiting_for(attorney),
        "past": confirmations_by(attorney),
        "rooms": list(zip(rooms, items_of_each(rooms), strict=True)),
        "refused": refused.sentence if refused else "", "chosen": request.POST.getlist("entry"),
    }  # fmt: skip
    return render(request, "accreditation/practice/pile.html", context, status=refused.status if refused else 200)


def waiting_or_confirmed(attorney: SupervisingAttorney, wanted: list[str]) -> list[PracticeEntry]:
    """The attorney's own entries among the ids that were sent; unknown ones do not exist."""
    return list(PracticeEntry.objects.filter(public_id__in=wanted[:500], matter__attorney=attorney).exclude(state=EntryState.DRAFT))


@by_mailed_link(PURPOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, link: MailedLink, entry: str) -> HttpResponse:
    """One entry and what was said about it; a POST confirms it, returns it, or says a word."""
    attorney = _attorney(link)
    found = _entry_of(attorney, entry)
    refused: Refusal | None = None
    typed = request.POST.get("text", "")
    if request.method == "POST":
        try:
            messages.success(request, _acted(request, found, attorney, link, typed))
            return redirect("confirming:entry" if request.POST.get("do") == "say" else "confirming:pile", **_route(request, found))
        except Refusal as raised:
            refused = raised
    context = {
        "attorney": attorney, "shown": shown([found])[0], "thread": thread_of(found), "statement": statement_of(attorney),
        "waits": waiting_for_attorney(attorney).filter(pk=found.pk).exists(), **refusal(refused, typed),
    }  # fmt: skip
    return render(request, "accreditation/practice/confirm_entry.html", context, status=refused.status if refused else 200)


def _route(request: HttpRequest, found: PracticeEntry) -> dict[str, Any]:
    return {"entry": found.public_id} if request.POST.get("do") == "say" else {}


def _acted(request: HttpRequest, found: PracticeEntry, attorney: SupervisingAttorney, link: MailedLink, text: str) -> str:
    do = request.POST.get("do")
    if do == "confirm":
        confirm_practice(entries=[found], attorney=attorney, link=link, attested=request.POST.get("attested") == "on")
        return "Confirmed. You get a report by e-mail."
    if do == "return":
        return_practice(entry=found, comment=text, attorney=attorney, link=link)
        return "Returned. The student reads your comment."
    if do == "say":
        say_by_link(entry=found, text=text, attorney=attorney, link=link)
        return "Sent."
    raise Invalid("Choose to confirm, to return, or to write.")


@by_mailed_link(PURPOSE)
@require_POST
def feedback(request: HttpRequest, link: MailedLink, point: str) -> HttpResponse:
    """Feedback on a point of a matter; a refused text comes back on a page of its own."""
    attorney = _attorney(link)
    found = checkpoint_called(point)
    if found is None or found.matter.attorney_id != attorney.pk:
        raise NotFound
    text = request.POST.get("text", "")
    try:
        give_feedback(point=found, text=text, attorney=attorney, link=link)
    except Refusal as refused:
        context = {"point": found, **refusal(refused, text)}
        return render(request, "accreditation/practice/feedback.html", context, status=refused.status)
    messages.success(request, "Sent. The student reads it.")
    return redirect("confirming:pile")
