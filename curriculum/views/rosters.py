"""Reading a report of a meeting into a session: what it says is shown first, with everybody it names; then that is read."""

import hashlib
from dataclasses import astuple
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from curriculum.actions.import_roster import import_roster, people_listed
from curriculum.forms.sessions import ParticipantsForm
from curriculum.importers.participants import LARGEST, Joined, read_participants
from curriculum.models import LiveSession, RosterImport
from curriculum.queries.attendance import attendants
from curriculum.queries.live_sessions import live_session_called
from lms.core import access
from lms.core.clock import from_ms, to_ms
from lms.core.errors import Invalid, Refusal

SALT = "curriculum.participants"
SIGNED_SECONDS = 2 * 60 * 60


@access.may("curriculum.teach_session", subject=lambda session: live_session_called(session))
@require_POST
def roster(request: HttpRequest, session: LiveSession) -> HttpResponse:
    """A file is looked at, or what was looked at is read."""
    return _read(request, session) if "signed" in request.POST else _look(request, session)


def _look(request: HttpRequest, session: LiveSession) -> HttpResponse:
    form = ParticipantsForm(request.POST, request.FILES, zone=session.cohort.campus.time_zone)
    if not form.is_valid():
        return _shown(request, session, {"form": form}, status=422)
    upload = form.cleaned_data["report"]
    try:
        if (upload.size or 0) > LARGEST:
            raise Invalid("The file is larger than 2 MB.")
        data = upload.read()
        sha256 = hashlib.sha256(data).hexdigest()
        there = RosterImport.objects.filter(session=session, sha256=sha256).first()
        if there is not None:
            messages.info(request, "This file was read already. Nothing was changed.")
            return redirect("teaching:sheet", session=session.public_id)
        stays = read_participants(data, zone=form.cleaned_data["zone"], session=session)
    except Refusal as refused:
        faults = refused.sentences if isinstance(refused, Invalid) else [refused.sentence]
        return _shown(request, session, {"form": form, "faults": faults}, status=422)
    signed = signing.dumps([session.public_id, sha256, upload.name or "", [_packed(stay) for stay in stays]], salt=SALT, compress=True)
    return _shown(request, session, _people(session, stays, {}) | {"signed": signed})


def _read(request: HttpRequest, session: LiveSession) -> HttpResponse:
    try:
        sha256, name, stays = _unsigned(request.POST["signed"], session)
    except Invalid as refused:
        form = ParticipantsForm(zone=session.cohort.campus.time_zone)
        return _shown(request, session, {"form": form, "faults": refused.sentences}, status=422)
    said = {request.POST.get(f"key-{number}", ""): request.POST.get(f"choice-{number}", "") for number in range(len(stays))}
    try:
        import_roster(session=session, sha256=sha256, name=name, stays=stays, choices=said, by=request.user)
    except Refusal as refused:
        faults = refused.sentences if isinstance(refused, Invalid) else [refused.sentence]
        shown = _people(session, stays, said) | {"signed": request.POST["signed"], "faults": faults}
        return _shown(request, session, shown, status=refused.status)
    messages.success(request, "The list is read. Look at the sheet, then confirm it.")
    return redirect("teaching:sheet", session=session.public_id)


def _people(session: LiveSession, stays: list[Joined], said: dict[str, str]) -> dict[str, Any]:
    people, places = people_listed(session, stays), attendants(session)
    names = {place.public_id: place.student.legal_name for place in places}
    for person in people:
        person.chosen = said.get(person.key) or person.chosen
        person.student = names.get(person.match.key, "")  # type: ignore[attr-defined]
    doubtful, certain = [one for one in people if not one.is_certain], [one for one in people if one.is_certain]
    return {"doubtful": doubtful, "certain": certain, "places": places}


def _shown(request: HttpRequest, session: LiveSession, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, "curriculum/sessions/roster.html", {"session": session, "zone": session.cohort.campus.time_zone, **context}, status=status)


def _packed(stay: Joined) -> list[Any]:
    line, name, email, came, left = astuple(stay)
    return [line, name, email, to_ms(came), to_ms(left)]


def _unsigned(signed: str, session: LiveSession) -> tuple[str, str, list[Joined]]:
    """The very lines that were shown, of this session; nobody can slip in another."""
    try:
        of_session, sha256, name, rows = signing.loads(signed, salt=SALT, max_age=SIGNED_SECONDS)
    except (signing.BadSignature, ValueError):
        raise Invalid("This list is older than two hours. Choose the file again.") from None
    if of_session != session.public_id:
        raise Invalid("This list belongs to another session. Choose the file again.")
    return sha256, name, [Joined(line, who, email, from_ms(came), from_ms(left)) for line, who, email, came, left in rows]
