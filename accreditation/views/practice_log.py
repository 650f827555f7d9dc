"""A student's log of supervised practice."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accreditation.actions.reach_checkpoint import reach_checkpoint
from accreditation.actions.return_practice import say_on_practice
from accreditation.actions.send_practice import drop_draft, send_practice
from accreditation.actions.write_practice import Work, change_practice, write_practice
from accreditation.confidentiality.refusing import Identifying, marked
from accreditation.forms.practice import WorkForm
from accreditation.models import Matter, PracticeEntry
from accreditation.models.matter import CheckpointKind
from accreditation.queries.case_rounds import Room, rooms_of_matter
from accreditation.queries.practice import (
    checkpoints_of,
    entries_of_student,
    matter_called,
    minutes_by_state,
    practice_entry_called,
    shown,
    thread_of,
    versions_of,
)
from accreditation.rules.practice import matters_worked_by
from curriculum.api import sessions_attended_by, topic_titles
from lms.core import access
from lms.core.errors import Refusal
from lms.vault.api import open_text


def find_entry(entry: str) -> PracticeEntry | None:
    return practice_entry_called(entry)


def find_matter(code: str) -> Matter | None:
    return matter_called(code)


@access.may("accreditation.write_practice")
def log(request: HttpRequest) -> HttpResponse:
    """Every entry that stands or waits, and the matters one works in."""
    person: Any = request.user
    context = {
        "entries": entries_of_student(person.public_id), "minutes": minutes_by_state(person.public_id),
        "matters": matters_worked_by(person).select_related("attorney"),
    }  # fmt: skip
    return render(request, "accreditation/practice/log.html", context)


@access.may("accreditation.work_matter", subject=find_matter)
def matter(request: HttpRequest, found: Matter) -> HttpResponse:
    """One matter: its points, and where to write about it."""
    person: Any = request.user
    context = {"matter": found, "points": checkpoints_of(found, person.public_id), "kinds": CheckpointKind.choices, "rooms": _rooms(person, found)}
    return render(request, "accreditation/practice/matter.html", context)


def _rooms(person: Any, found: Matter) -> list[Room]:
    """The rounds of the matter that the person may open: those of their own cohort."""
    rooms = rooms_of_matter(found)
    attended = {*sessions_attended_by(person).filter(pk__in=[room.session.pk for room in rooms]).values_list("pk", flat=True)} if rooms else set()
    return [room for room in rooms if room.session.pk in attended]


@access.may("accreditation.work_matter", subject=find_matter)
@require_POST
def reach(request: HttpRequest, found: Matter) -> HttpResponse:
    """Say that a point is reached."""
    try:
        reach_checkpoint(matter=found, kind=request.POST.get("kind", ""), by=request.user)
        messages.success(request, _("Marked. Your attorney sees it with what waits."))
    except Refusal as refused:
        messages.error(request, refused.sentence)
    return redirect("matters:matter", code=found.code)


@access.may("accreditation.work_matter", subject=find_matter)
def write(request: HttpRequest, found: Matter) -> HttpResponse:
    """A new entry."""

    def save(work: Work, is_another: bool) -> PracticeEntry:
        return write_practice(matter=found, work=work, by=request.user, is_another=is_another)

    return _work_page(request, found, save, initial={})


@access.may("accreditation.write_practice_entry", subject=find_entry)
def edit(request: HttpRequest, found: PracticeEntry) -> HttpResponse:
    """Change a draft, or write the next version of what was returned or confirmed."""

    def save(work: Work, is_another: bool) -> PracticeEntry:
        return change_practice(entry=found, work=work, by=request.user, is_another=is_another)

    names = ("date", "minutes", "task", "forum", "skill", "topic", "represented")
    initial = {name: getattr(found, name) for name in names} | {"learned": open_text(found.student, bytes(found.sealed_learned))}
    return _work_page(request, found.matter, save, initial=initial, entry=found)


@access.may("accreditation.write_practice_entry", subject=find_entry)
def entry(request: HttpRequest, found: PracticeEntry) -> HttpResponse:
    """One entry, what its attorney said, and what can be done with it."""
    return entry_page(request, found)


@access.may("accreditation.write_practice_entry", subject=find_entry)
@require_POST
def send(request: HttpRequest, found: PracticeEntry) -> HttpResponse:
    """Send it for confirmation."""
    try:
        send_practice(entry=found, by=request.user)
        messages.success(request, _("Sent. Your attorney gets a letter, one a day at most."))
    except Refusal as refused:
        messages.error(request, refused.sentence)
    return redirect("matters:entry", entry=found.public_id)


@access.may("accreditation.write_practice_entry", subject=find_entry)
@require_POST
def drop(request: HttpRequest, found: PracticeEntry) -> HttpResponse:
    """Throw a draft away."""
    try:
        drop_draft(entry=found, by=request.user)
    except Refusal as refused:
        messages.error(request, refused.sentence)
        return redirect("matters:entry", entry=found.public_id)
    messages.success(request, _("The draft is gone."))
    return redirect("matters:log")


@access.may("accreditation.write_practice_entry", subject=find_entry)
@require_POST
def say(request: HttpRequest, found: PracticeEntry) -> HttpResponse:
    """A word about the entry."""
    text = request.POST.get("text", "")
    try:
        say_on_practice(entry=found, text=text, by=request.user)
    except Refusal as refused:
        return entry_page(request, found, refused=refused, typed=text)
    return redirect("matters:entry", entry=found.public_id)


def entry_page(request: HttpRequest, found: PracticeEntry, *, refused: Refusal | None = None, typed: str = "") -> HttpResponse:
    context = {"shown": shown([found])[0], "thread": thread_of(found), "versions": versions_of(found), "say_at": "matters:say", **refusal(refused, typed)}
    return render(request, "accreditation/practice/entry.html", context, status=refused.status if refused else 200)


def refusal(refused: Refusal | None, typed: str) -> dict[str, Any]:
    """What a page says about a refused text: the sentence, the places, and the text itself to go on with."""
    pieces = marked(typed.strip(), refused.findings) if isinstance(refused, Identifying) else []
    return {"refused": refused.sentence if refused else "", "typed": typed, "pieces": pieces}


def _work_page(
    request: HttpRequest, found: Matter, save: Callable[[Work, bool], PracticeEntry], *, initial: dict[str, Any], entry: PracticeEntry | None = None
) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    topics = sorted(topic_titles().items(), key=lambda topic: topic[1])
    form = WorkForm(posted, initial=initial, topics=topics, ask_another="is_another" in request.POST)
    pieces: list[tuple[str, str]] = []
    if form.is_valid():
        work = dict(form.cleaned_data)
        is_another = work.pop("is_another", False)
        try:
            saved = save(Work(**work), is_another)
        except Refusal as raised:
            pieces = refusal(raised, work["learned"])["pieces"]
            if raised.code == "looks_alike":
                form = WorkForm(posted, initial=initial, topics=topics, ask_another=True)
                form.is_valid()
            form.add_error("learned" if isinstance(raised, Identifying) else None, raised.sentence)
        else:
            messages.success(request, _("Saved as a draft. Send it when it is right."))
            return redirect("matters:entry", entry=saved.public_id)
    context = {"form": form, "matter": found, "entry": entry, "pieces": pieces}
    return render(request, "accreditation/practice/work.html", context, status=422 if form.is_bound else 200)
