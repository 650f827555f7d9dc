"""Calendars: a student's own, a cohort's, and both as feeds for calendar programs."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from curriculum.actions.make_calendar_feed import end_cohort_feed, end_student_feed, make_cohort_feed, make_student_feed
from curriculum.formats.ical import MEDIA_TYPE, write_ical
from curriculum.forms.plan import WalkForm
from curriculum.models import CalendarFeed, Cohort, Enrollment
from curriculum.queries.calendar import CalendarItem, calendar_of, weeks_of
from curriculum.queries.cohorts import cohort_called, enrollments_of
from curriculum.queries.feeds import feed_of_cohort, feed_of_student, feed_with_token
from curriculum.queries.plan import extensions_of, make_ups_of
from curriculum.queries.release import today_at
from curriculum.queries.walks import walk_in
from lms.core import access
from lms.core.errors import NotFound


def _places(person: Any) -> list[Enrollment]:
    """Where the person studies now."""
    return [place for place in enrollments_of(person) if place.may_study]


def _items(places: list[Enrollment]) -> list[CalendarItem]:
    """Each item once: two cohorts of a campus share its holidays."""
    found = {item.key: item for place in places for item in calendar_of(place.cohort, place)}
    return list(found.values())


@access.signed_in
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What is on for the student, week by week; during a walk-through, what is on for a new student."""
    facts = getattr(request, "walk", None)
    walk = walk_in(facts, request.user, facts["program"]) if facts else None
    if walk is not None:
        zone = walk.cohort.campus.time_zone
        context = {"weeks": weeks_of(calendar_of(walk.cohort), zone, walk.on), "zone": zone, "cohorts": [walk.cohort], "walk": walk}
        return render(request, "curriculum/calendar.html", context)
    places = _places(request.user)
    zone = places[0].cohort.campus.time_zone if places else request.user.time_zone
    weeks = weeks_of(_items(places), zone, today_at(places[0].cohort.campus)) if places else []
    allowed = [one for place in places for one in extensions_of(place) if one.ended_at is None]
    asked = [one for place in places for one in make_ups_of(place) if one.ended_at is None]
    context = {
        "weeks": weeks, "zone": zone, "cohorts": [place.cohort for place in places], "extensions": allowed, "make_ups": asked,
        "feed": feed_of_student(request.user), "address": request.session.pop("calendar_address", ""),
    }  # fmt: skip
    return render(request, "curriculum/calendar.html", context)


@access.signed_in
@require_POST
def change_feed(request: HttpRequest) -> HttpResponse:
    """Make a new address for one's calendar, or end the one there is. The address is shown on the next page, once."""
    if request.POST.get("do") == "end":
        end_student_feed(student=request.user)
        messages.success(request, gettext("The address does not work any more."))
    elif _places(request.user):
        request.session["calendar_address"] = make_student_feed(student=request.user)
    else:
        raise NotFound
    return redirect("calendar:mine")


@access.may("curriculum.view_cohort", subject=lambda cohort: cohort_called(cohort))
@require_safe
def of_cohort(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """The cohort's calendar, the same for everybody."""
    today = today_at(cohort.campus)
    context = {
        "cohort": cohort, "weeks": weeks_of(calendar_of(cohort), cohort.campus.time_zone, today), "feed": feed_of_cohort(cohort),
        "may_plan": request.user.has_perm("curriculum.plan_cohort", cohort), "may_manage": request.user.has_perm("curriculum.manage_cohort", cohort),
        "sees_boards": request.user.has_perm("accreditation.view_board", cohort),
        "walk_form": WalkForm(initial={"on": today}), "address": request.session.pop("cohort_calendar_address", ""),
    }  # fmt: skip
    return render(request, "curriculum/cohort_calendar.html", context)


@access.may("curriculum.plan_cohort", subject=lambda cohort: cohort_called(cohort))
@require_POST
def change_cohort_feed(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """Make a new address for the cohort's calendar, or end the one there is."""
    if request.POST.get("do") == "end":
        end_cohort_feed(cohort=cohort, by=request.user)
        messages.success(request, gettext("The address does not work any more."))
    else:
        request.session["cohort_calendar_address"] = make_cohort_feed(cohort=cohort, by=request.user)
    return redirect("enrollments:calendar", cohort=cohort.slug)


@access.public
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar as a file, for whoever has the address."""
    found = feed_with_token(token)
    if found is None:
        raise NotFound
    return HttpResponse(_written(found), content_type=MEDIA_TYPE, headers={"Cache-Control": "private, max-age=900", "X-Robots-Tag": "noindex"})


def _written(found: CalendarFeed) -> bytes:
    if found.cohort is not None:
        return write_ical(found.cohort.name, calendar_of(found.cohort))
    return write_ical("Pathway", _items(_places(found.student)))
