"""A person's notices, and how they want to be told."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from lms.core import access
from lms.core.errors import NotFound, Refusal
from lms.notices.actions.keep_preferences import keep_preferences
from lms.notices.actions.mark_read import mark_read
from lms.notices.actions.stop_letters import stop_letters
from lms.notices.forms import PreferencesForm, known_choices
from lms.notices.models import Notice
from lms.notices.queries.notices import label_of, notice_called, unread_count
from lms.notices.queries.preferences import deliveries_of, kinds_for, settings_of
from lms.notices.queries.stop_links import stop_link
from lms.notices.rules import notices_visible_to

ON_A_PAGE = 25


@access.signed_in
@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """Everything the person was told, newest first."""
    page = Paginator(notices_visible_to(request.user), ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [(notice, label_of(notice)) for notice in page]
    return render(request, "notices/notices.html", {"page": page, "rows": rows, "unread": unread_count(request.user.public_id)})


@access.may("notices.view_notice", subject=notice_called)
@require_GET
def follow(request: HttpRequest, notice: Notice) -> HttpResponse:
    """Go to what the notice is about, which marks it as read."""
    mark_read(notices_visible_to(request.user).filter(pk=notice.pk))
    return redirect(notice.url or "notices:notices")


@access.signed_in
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    mark_read(notices_visible_to(request.user))
    return redirect("notices:notices")


@access.signed_in
def settings(request: HttpRequest) -> HttpResponse:
    """What comes by e-mail, and when."""
    person, kinds = request.user, kinds_for(request.user)
    known = known_choices(settings_of(person.public_id), deliveries_of(person.public_id, kinds))
    form = PreferencesForm(request.POST if request.method == "POST" else None, initial=known, kinds=kinds)
    if form.is_valid():
        try:
            keep_preferences(by=person, **form.choices())
        except Refusal as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, "Saved.")
            return redirect("notices:settings")
    fixed = [kind for kind in kinds if len(kind.choices) == 1]
    return render(request, "notices/settings.html", {"form": form, "fixed": fixed, "zone": person.time_zone}, status=422 if form.is_bound else 200)


DEAD_LINK = "This link does not work any more. Sign in and open Notices, then Settings, to say which letters you want."


@csrf_exempt
@access.public
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The link in a letter. GET shows one button, for mail programs open links by themselves; POST stops, also without a session (RFC 8058)."""
    link = stop_link(token)
    if link is None:  # forged, or signed with a key of long ago: who holds a real one learns where to go
        return render(request, "refusal.html", {"refusal": NotFound(DEAD_LINK)}, status=404)
    if request.method == "POST":
        stop_letters(link)
    return render(request, "notices/stop.html", {"link": link, "stopped": request.method == "POST"})
