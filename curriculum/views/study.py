"""What a lesson page sends while it is read, and the press of “I have studied this lesson”."""

from dataclasses import astuple
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from curriculum.actions.complete_lesson import complete_lesson
from curriculum.actions.hear_beat import Noticed, Token, hear, new_token
from curriculum.actions.keep_place import keep_place
from curriculum.actions.keep_progress import see_to_end
from curriculum.models import ContentSnapshot, Enrollment, LessonPage
from curriculum.queries.cohorts import enrollment_called
from curriculum.queries.marks import snapshot_for
from curriculum.queries.release import require_open
from curriculum.queries.snapshots import snapshot_of, snapshot_read
from lms.core import access
from lms.core.clock import now
from lms.core.errors import Conflict, Forbidden, Invalid, NotFound, Refusal, TooMany
from lms.core.limits import PerMinute
from lms.core.middleware import wants_json

SALT = "curriculum.study-session"
TOKEN_SECONDS = 12 * 60 * 60
_events = PerMinute("beats", 40, quiet=4)  # a page sends two a minute
KEPT_SIGNED_IN = "kept_signed_in_at"
KEEP_SIGNED_IN_EVERY_SECONDS = 60 * 60


def session_token(enrollment: Enrollment, lesson: LessonPage, snapshot: ContentSnapshot) -> str:
    """A signed token for one page load; everything an ``open`` says comes from it."""
    return signing.dumps(astuple(new_token(enrollment, lesson, snapshot)), salt=SALT, compress=True)


def read_token(text: str, person: Any) -> Token:
    """The token's facts; raises ``Forbidden`` for one that is forged, expired or another person's."""
    try:
        token = Token(*signing.loads(text, salt=SALT, max_age=TOKEN_SECONDS))
    except (signing.BadSignature, TypeError, ValueError):
        raise Forbidden("This page's study token is not valid any more. The page fetches a new one.", code="bad_token") from None
    if token.student != person.pk:
        raise Forbidden("This page was opened by somebody else. Reload it.", code="bad_token")
    return token


@access.signed_in
@require_POST
def beats(request: HttpRequest) -> JsonResponse:
    """One ``open`` or ``beat``, form-encoded, answered in JSON with the credited time so far."""
    try:
        _limit(request.user.pk)
        token = read_token(request.POST.get("token", ""), request.user)
        kind = request.POST.get("kind", "beat")
        if kind not in ("open", "beat"):
            raise Malformed("kind is “open” or “beat”.")
        visible = request.POST.get("visible", "1")
        if visible not in ("0", "1"):
            raise Malformed("visible is 0 or 1.")
        heard = hear(
            token=token, kind=kind, seq=_whole(request, "seq"), active_ms=_whole(request, "active_ms") if kind == "beat" else 0,
            visible=visible == "1", impersonated=bool(request.session.get("impersonated_by")), noticed=_noticed(request),
        )  # fmt: skip
        _keep_signed_in(request)
    except Refusal as refused:
        return JsonResponse({"error": refused.code, "sentence": refused.sentence}, status=refused.status)
    return JsonResponse({"credited_ms": heard.credited_ms, "credited_minutes": heard.credited_ms // 60_000, "reason": heard.reason})


class Malformed(Refusal):
    """A beat that says something no page of ours says."""

    code = "malformed"


def _whole(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) <= 12):
        raise Malformed(f"{name} must be a whole number, 0 or more.")
    return int(text)


def _noticed(request: HttpRequest) -> Noticed | None:
    """What newer pages add to a beat. Anything odd about it is left out: it must never cost a student a beat."""
    inputs, scrolled = request.POST.get("inputs", ""), request.POST.get("scrolled", "")
    if scrolled not in ("0", "1") or not (inputs.isascii() and inputs.isdigit() and len(inputs) <= 6):
        return None
    return Noticed(int(inputs), scrolled == "1")


def _keep_signed_in(request: HttpRequest) -> None:
    """Real input prolongs the sign-in, at most once an hour; a page that only plays, or only beats, never does (hours.md, section 1)."""
    noticed = _noticed(request)
    if noticed is None or not noticed.inputs:
        return
    at = int(now().timestamp())
    if at - request.session.get(KEPT_SIGNED_IN, 0) > KEEP_SIGNED_IN_EVERY_SECONDS:
        request.session[KEPT_SIGNED_IN] = at


def _limit(person: int) -> None:
    """At most 40 events a minute per person, whatever the address (campus networks share one)."""
    if not _events.allows(person):
        raise TooMany("This page reports more often than it should. Wait a minute; nothing is lost.")


@access.may("curriculum.study", subject=lambda enrollment, lesson: place_called(enrollment, lesson))
@require_GET
def token(request: HttpRequest, place: "Place") -> JsonResponse:
    """A fresh token and CSRF value for a page that stayed open for long, for the revision that page shows.

    A page names the snapshot it was made from; one from before pages did is taken to show what the student last had open.
    """
    named = request.GET.get("snapshot")
    snapshot = snapshot_of(place.lesson.pk, named) if named is not None else snapshot_read(place.enrollment.pk, place.lesson.pk)
    if snapshot is None:
        raise NotFound
    require_open(place.enrollment, place.lesson.pk)
    return JsonResponse({"token": session_token(place.enrollment, place.lesson, snapshot), "csrf": get_token(request)})


class Place:
    """A lesson within an enrollment: what the study routes act on. Belongs to the enrollment's student."""

    def __init__(self, enrollment: Enrollment, lesson: LessonPage) -> None:
        self.enrollment = enrollment
        self.lesson = lesson
        self.student_id = enrollment.student_id


def place_called(enrollment: str, lesson: str) -> Place | None:
    """A published lesson of the enrollment's program."""
    found = enrollment_called(enrollment)
    page = LessonPage.objects.live().filter(public_id=lesson).first()
    if found is None or page is None or not page.path.startswith(found.cohort.program.path):
        return None
    return Place(found, page)


def _posted_place(request: HttpRequest) -> Place:
    names = [request.POST.get(name, "").replace("\0", "") for name in ("enrollment", "lesson")]
    posted = place_called(*names)
    if posted is None or not request.user.has_perm("curriculum.study", posted):
        raise NotFound
    return posted


@access.signed_in
@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """The end of the lesson came into view."""
    place = _posted_place(request)
    if not place.enrollment.may_study_lesson(place.lesson):
        raise Invalid("This enrollment has ended.", code="not_enrolled")
    see_to_end(enrollment=place.enrollment, lesson=place.lesson)
    return HttpResponse(status=204)


@access.signed_in
@require_POST
def place(request: HttpRequest) -> HttpResponse:
    """Where the student is reading; sent seldom, and once more by the page that is left."""
    _limit(request.user.pk)
    found = _posted_place(request)
    snapshot = snapshot_for(found.lesson, request.POST.get("snapshot", "").replace("\0", ""))
    if snapshot is None:
        raise NotFound
    if found.enrollment.may_study_lesson(found.lesson):
        leaving = request.POST.get("leaving") == "1"
        address = request.POST.get("address", "")
        keep_place(enrollment=found.enrollment, lesson=found.lesson, snapshot=snapshot, address=address, percent=_whole(request, "percent"), leaving=leaving)
    return HttpResponse(status=204)


@access.signed_in
@require_POST
def complete(request: HttpRequest) -> HttpResponse:
    """“I have studied this lesson”: complete it, or say what is still missing. Pressing it says that the end was seen."""
    place = _posted_place(request)
    snapshot = snapshot_read(place.enrollment.pk, place.lesson.pk)
    if snapshot is None:
        raise NotFound
    if place.enrollment.may_study_lesson(place.lesson):
        see_to_end(enrollment=place.enrollment, lesson=place.lesson)
    try:
        complete_lesson(enrollment=place.enrollment, lesson=place.lesson, snapshot=snapshot)
    except Conflict as refused:
        if wants_json(request):
            raise
        messages.error(request, refused.sentence)
    return redirect(f"{place.lesson.url}#done")
