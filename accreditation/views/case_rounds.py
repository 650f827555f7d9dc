"""Case rounds: coordinators set them up, an instructor who leads reads what was noted, students see the agenda and note what they presented."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accreditation.actions.keep_case_round import drop_case_round, keep_case_round
from accreditation.actions.note_presentation import note_presentation
from accreditation.confidentiality.refusing import Identifying, marked
from accreditation.forms.case_rounds import NoteForm, RoundForm
from accreditation.models import Matter
from accreditation.queries.case_rounds import Item, Room, items_of, places_presenting, rooms_on, round_room
from accreditation.rules.practice import attorneys_kept_by, kept_campuses, matters_kept_by
from curriculum.api import cohorts_visible_to, sessions_to_come
from lms.audit.api import record_disclosures
from lms.core import access
from lms.core.clock import now
from lms.core.errors import NotFound, Refusal


def find_room(session: str) -> Room | None:
    return round_room(session)


@access.may("accreditation.keep_practice")
def rounds(request: HttpRequest) -> HttpResponse:
    """The rounds of one's campuses, and the sessions to come that could be one."""
    campuses = [*kept_campuses(request.user).values_list("slug", flat=True)]
    found = rooms_on(campuses)
    cohorts = cohorts_visible_to(request.user).filter(campus__slug__in=campuses, closed_at__isnull=True)
    there = {room.session.pk for room in found}
    to_come = [session for session in sessions_to_come(cohorts, now()) if session.pk not in there]
    return render(request, "accreditation/practice/rounds.html", {"rooms": found, "to_come": to_come})


@access.may("accreditation.see_case_round", subject=find_room)
def round_page(request: HttpRequest, room: Room) -> HttpResponse:
    """One round: who leads, the agenda, and what was noted; whoever keeps practice changes it."""
    person: Any = request.user
    keeps = person.has_perm("accreditation.keep_case_round", room)
    if request.method == "POST" and not keeps:
        raise NotFound
    form = _form(request, room, request.POST if request.method == "POST" and request.POST.get("act") != "drop" else None) if keeps else None
    if request.method == "POST" and (done := _done(request, room, form)):
        return done
    items = items_of(room)
    _tell(request, room, items)
    context = {"room": room, "items": items, "form": form, "zone": room.session.cohort.campus.time_zone}
    return render(request, "accreditation/practice/round.html", context, status=422 if form is not None and form.is_bound else 200)


def _form(request: HttpRequest, room: Room, posted: QueryDict | None) -> RoundForm:
    attorneys = [(one.public_id, str(one)) for one in attorneys_kept_by(request.user).filter(campus=room.campus).order_by("name")]
    on_agenda = {one.code for one in items_of(room, student="")}
    codes = [*matters_kept_by(request.user).filter(campus=room.campus, closed_on__isnull=True).order_by("code").values_list("code", flat=True)]
    leader = room.round.attorney.public_id if room.round and room.round.attorney else ""
    instructor = room.session.instructor.legal_name if room.session.instructor else ""
    return RoundForm(
        posted, attorneys=attorneys, codes=sorted({*codes} | on_agenda), instructor=instructor, initial={"leader": leader, "matters": sorted(on_agenda)}
    )  # fmt: skip


def _done(request: HttpRequest, room: Room, form: RoundForm | None) -> HttpResponse | None:
    """The answer to what was sent; nothing where the page is shown again with what is wrong."""
    try:
        if request.POST.get("act") == "drop":
            drop_case_round(room=room, by=request.user)
            messages.success(request, "The session is no case round any more.")
            return redirect("supervision:rounds")
        if form is None or not form.is_valid():
            return None
        matters = Matter.objects.filter(code__in=form.cleaned_data["matters"])
        attorney = attorneys_kept_by(request.user).filter(public_id=form.cleaned_data["leader"]).first()
        keep_case_round(room=room, matters=matters, attorney=attorney, by=request.user)
    except Refusal as refused:
        if form is None or not form.is_bound:
            messages.error(request, refused.sentence)
            return redirect("supervision:round", session=room.session.public_id)
        form.add_error(None, refused.sentence)
        return None
    messages.success(request, "Saved. The students of the cohort see the agenda on the page of the session.")
    return redirect("supervision:round", session=room.session.public_id)


def _tell(request: HttpRequest, room: Room, items: list[Item]) -> None:
    owners = {told.student for item in items for told in item.told}
    if owners:
        purpose = "Running supervised practice"
        record_disclosures(viewer=request.user, owners=[*owners], what="Notes of a case round", purpose=purpose, campus=room.campus)


@access.may("accreditation.attend_case_round", subject=find_room)
def agenda(request: HttpRequest, room: Room) -> HttpResponse:
    """The agenda, and one's own notes on the matters one works in."""
    person: Any = request.user
    typed, pieces = None, []
    if request.method == "POST":
        typed = NoteForm(request.POST)
        try:
            if typed.is_valid():
                note_presentation(room=room, by=person, **typed.cleaned_data)
                messages.success(request, _("Noted. It credits no minutes: the round counts by who was there."))
                return redirect("matters:round", session=room.session.public_id)
        except Refusal as refused:
            pieces = marked(typed.cleaned_data["text"].strip(), refused.findings) if isinstance(refused, Identifying) else []
            typed.add_error("text" if isinstance(refused, Identifying) else None, refused.sentence)
    context = {
        "room": room, "rows": _rows(room, person.public_id, typed), "pieces": pieces, "zone": room.session.cohort.campus.time_zone,
        "has_begun": room.session.starts_at <= now() and not room.session.is_cancelled, "refused": typed.non_field_errors() if typed else [],
    }  # fmt: skip
    return render(request, "accreditation/practice/agenda.html", context, status=422 if typed else 200)


def _rows(room: Room, student: str, typed: NoteForm | None) -> list[tuple[Item, NoteForm | None]]:
    """Each matter, with a form where the student worked in it; the one that came back keeps what was typed."""
    mine = places_presenting(room.session, student)
    rows: list[tuple[Item, NoteForm | None]] = []
    for item in items_of(room, student=student):
        if item.item.matter_id not in mine:
            rows.append((item, None))
        elif typed is not None and typed.data.get("code") == item.code:
            rows.append((item, typed))
        else:
            note = item.told[0].note if item.told else ""
            rows.append((item, NoteForm(initial={"code": item.code, "text": note}, auto_id=f"{item.code}-%s")))
    return rows
