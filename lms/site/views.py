"""The first page: what to do next for who is signed in, what Pathway is for others."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from accreditation.api import minutes_by_track
from assessments.api import gradebooks_visible_to
from curriculum.api import (
    cohorts_visible_to,
    enrollments_of,
    how_far,
    newest_announcements,
    program_outline,
    programs_visible_to,
    session_to_check,
    still_missing,
)
from lms.core import access, navigation, searching
from lms.core.clock import now
from lms.core.errors import TooMany
from lms.core.limits import PerMinute
from lms.core.waiting import waiting_for
from lms.people.api import closed_address_of, has_administrator

YEAR = 365 * 24 * 60 * 60
LONGEST_SEARCH = 200
_searches = PerMinute("search", 30)  # each looks through lessons, law, notes and questions


@access.public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return render(request, "site/front.html") if has_administrator() else redirect("setup:start")
    enrollment = next((place for place in enrollments_of(request.user) if place.may_study), None)
    if enrollment is not None:
        return student_home(request, enrollment)
    return staff_home(request)


def staff_home(request: HttpRequest) -> HttpResponse:
    """What waits for somebody who runs, teaches or checks, and the cohorts of their campuses: the running ones first."""
    students = Count("enrollments", filter=~Q(enrollments__state="withdrawn"))
    cohorts = cohorts_visible_to(request.user).select_related("campus").annotate(students=students)
    context = {
        "mail_closed": closed_address_of(request.user),
        "waiting": waiting_for(request.user),
        "running": [cohort for cohort in cohorts if cohort.closed_at is None],
        "closed": [cohort for cohort in cohorts if cohort.closed_at is not None],
        "programs": programs_visible_to(request.user),
        "sees_boards": request.user.has_perm("accreditation.view_board"),
        "gradebooks": set(gradebooks_visible_to(request.user).values_list("pk", flat=True)),
        "announces": request.user.has_perm("curriculum.announce"),
    }
    return render(request, "site/staff_home.html", context)


def student_home(request: HttpRequest, enrollment: Any) -> HttpResponse:
    """Where to go on, and how far one is."""
    outline = program_outline(enrollment.cohort.program, enrollment)
    minutes = minutes_by_track([enrollment]).get(enrollment.public_id, {})
    tracks = [{"title": track.title, "minutes": minutes.get(track.slug, 0), "stated": track.minutes} for track in enrollment.cohort.program.tracks.all()]
    context = {
        "mail_closed": closed_address_of(request.user),
        "enrollment": enrollment,
        "outline": outline,
        "tracks": tracks,
        "session": session_to_check(request.user, now()),
        "announcements": newest_announcements(request.user),
        **going_on(enrollment, outline.next_row),
    }
    return render(request, "site/student_home.html", context)


def going_on(enrollment: Any, row: Any) -> dict[str, Any]:
    """Of a lesson that was begun: how far the student is in its text, and what still keeps it from being complete."""
    if row is None or row.state != "started":
        return {"far": "", "missing": ()}
    return {"far": how_far(enrollment, row.public_id), "missing": still_missing(enrollment, [row]).get(row.public_id, ())}


@access.signed_in
@require_safe
def learn(request: HttpRequest) -> HttpResponse:
    """The one program a person studies, or the list of them."""
    visible = list(programs_visible_to(request.user))
    if len(visible) == 1:
        return redirect(visible[0].url)
    return render(request, "site/programs.html", {"programs": visible})


@access.may("assessments.mark")
@require_safe
def teach(request: HttpRequest) -> HttpResponse:
    """Everything an instructor does, with what waits at each."""
    waits = {work.url: work for work in waiting_for(request.user)}
    items = [{**item, "waits": waits.get(item["url"])} for item in navigation.items_in("teach", request.user)]
    return render(request, "site/teach.html", {"items": items})


@access.signed_in
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What the person may read, found by words or by a citation, by kind."""
    text = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST_SEARCH]
    if text and not _searches.allows(request.user.pk):
        raise TooMany("Too many searches in a minute. Wait a moment, then search again.")
    groups = searching.search(request.user, text) if text else []
    return render(request, "site/search.html", {"q": text, "groups": groups, "count": sum(len(group.hits) for group in groups)})


@access.public
@require_safe
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language of the screens in this browser, and go back to the page where it was chosen.

    A link and no form: it stands on every page, and pages that say that something does not exist must be the same bytes each time.
    Nothing of ours changes by it.
    """
    answer = redirect(_page_of_ours(request.headers.get("Referer", ""), request.get_host()))
    chosen = request.GET.get("to", "")
    if chosen in dict(settings.LANGUAGES):
        answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, max_age=YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
    return answer


def _page_of_ours(address: str, host: str) -> str:
    """The path of a page of this site; the first page for everything else."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "/"
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    ours = parts.netloc == host and path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if ours else "/"
