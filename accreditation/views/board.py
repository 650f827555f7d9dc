"""A cohort's board: who is on track, who is stuck and on what, what waits, and which deadlines come."""

from functools import lru_cache
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST, require_safe

from accreditation.actions.keep_board_view import remove_board_view, save_board_view
from accreditation.actions.refresh_summaries import AT_ONCE, fresh_counts, refresh_cohort
from accreditation.policies.stages import STAGES
from accreditation.queries.board_filters import SORTS, BoardFilters, board_filters
from accreditation.queries.board_page import board_page, places_of_board, view_called, views_of
from accreditation.queries.filing_dossier import filing_dossier
from accreditation.queries.place_facts import place_facts
from accreditation.queries.readiness import by_actor
from accreditation.queries.reminders import DAYS_BETWEEN, last_reminders, letters_to
from accreditation.requirements import ACTORS, requirements
from accreditation.schemes import scheme_for
from accreditation.views.board_rows import rows_html
from accreditation.views.deciding import carry_out
from curriculum.api import cohort_called, enrollment_called
from lms.audit.api import record_disclosure, record_disclosures
from lms.core import access
from lms.core.clock import local_date, now
from lms.core.errors import NotFound
from lms.jobs.api import enqueue

PREVIEWED = 25
SELECTED = mark_safe(" selected")  # a constant  # nosec B308
PURPOSE = "Running the cohort"
GROUPS = {"coordinator": "Ours to do", "student": "The student’s to do", "officer": "The authorized officer’s to do", "attorney": "The attorney’s to do"}


@access.may("accreditation.view_board", subject=lambda cohort: cohort_called(cohort))
@require_safe
def board(request: HttpRequest, cohort: Any) -> HttpResponse:
    """One page of the cohort, narrowed and ordered as the address says. Reading it refreshes what is stale first."""
    counts, left = fresh_counts(cohort, request.user)
    tracks = list(cohort.program.tracks.all())
    filters = board_filters(request.GET, [track.slug for track in tracks])
    found = board_page(cohort, counts, filters, request.GET.get("page"), request.user)
    record_disclosures(
        viewer=request.user, owners=[line.summary.student for line in found.lines], what="Hours and progress on the cohort board", purpose=PURPOSE,
        campus=cohort.campus.slug,
    )  # fmt: skip
    context = {
        "cohort": cohort, "board": found, "filters": filters, "left": left, "views": views_of(cohort, request.user),
        "choices": _choices(filters, tracks), "sorts": options(tuple(SORTS.items()), filters.sort), "today": local_date(now(), cohort.campus.time_zone),
        "query": f"{filters.query}&" if filters.query else "",
    }  # fmt: skip
    context |= _may(request, cohort)
    context["rows"] = rows_html(found.lines, may_remind=context["may_remind"])
    return render(request, "accreditation/board/board.html", context)


def _may(request: HttpRequest, cohort: Any) -> dict[str, bool]:
    asked = {
        "may_export": "accreditation.export_records", "may_manage": "curriculum.manage_cohort", "may_issue": "accreditation.issue_certificate",
        "may_remind": "accreditation.remind_students", "may_decide": "accreditation.decide_waiting",
    }  # fmt: skip
    return {name: request.user.has_perm(permission, cohort) for name, permission in asked.items()}


def _choices(filters: BoardFilters, tracks: list[Any]) -> list[tuple[str, str, str]]:
    """The selects of the form: name, label and options."""
    short = tuple((track.slug, track.title) for track in tracks)
    return [
        ("stage", "Stage", options((("", "Every stage"), *STAGES.items()), filters.stage)),
        ("missing", "Missing", options((("", "Anything or nothing"), *((one.key, one.title) for one in requirements)), filters.missing)),
        ("who", "Next step", options((("", "By anybody"), *((str(key), title) for key, title in ACTORS.items())), filters.who)),
        ("track", "Too few hours in", options((("", "Any track or none"), *short), filters.track)),
    ]


@lru_cache(maxsize=512)
def options(known: tuple[tuple[str, str], ...], chosen: str) -> str:
    """The options of a select; kept, as fifty of them cost a template more than the rows do."""
    return format_html_join("", '<option value="{}"{}>{}</option>', ((key, SELECTED if key == chosen else "", words) for key, words in known))


@access.may("accreditation.view_board", subject=lambda enrollment: enrollment_called(enrollment))
@require_safe
def drawer(request: HttpRequest, enrollment: Any) -> HttpResponse:
    """One student beside the board, from the facts of now: a fragment that the board's script puts into its window."""
    cohort, today = enrollment.cohort, local_date(now(), enrollment.cohort.campus.time_zone)
    record_disclosure(
        viewer=request.user, owner=enrollment.student.public_id, what="Hours and progress on the cohort board", purpose=PURPOSE, campus=cohort.campus.slug
    )
    dossier = filing_dossier(enrollment, today)
    findings = scheme_for(dossier).findings(dossier)
    context = {
        "enrollment": enrollment, "facts": place_facts([enrollment], today)[0], "scheme": scheme_for(dossier), "today": today,
        "groups": [(GROUPS[actor], found) for actor, found in by_actor(findings, "coordinator")],
        "trainings": [training for training in dossier.trainings if training.track],
        "reminded": last_reminders([enrollment.public_id]).get(enrollment.public_id),
    }  # fmt: skip
    return render(request, "accreditation/board/_drawer.html", context)


@access.may("accreditation.view_board", subject=lambda cohort: cohort_called(cohort))
@require_POST
def save_view(request: HttpRequest, cohort: Any) -> HttpResponse:
    """Keep the filters of the board under a name."""
    filters = _sent_filters(request, cohort)
    name, is_shared = request.POST.get("name", ""), request.POST.get("shared") == "1"
    carry_out(request, "Saved.", lambda: save_board_view(cohort=cohort, name=name, filters=filters.query, is_shared=is_shared, by=request.user))
    return _to_board(cohort, filters.query)


class ViewOfBoard:
    """A saved view together with the campus of its cohort."""

    def __init__(self, view: Any, cohort: Any) -> None:
        self.view, self.cohort, self.campus_id = view, cohort, cohort.campus_id


def _view_of(cohort: str, view: str) -> ViewOfBoard | None:
    found = cohort_called(cohort)
    saved = found and view_called(found, view)
    return ViewOfBoard(saved, found) if saved else None


@access.may("accreditation.view_board", subject=_view_of)
@require_POST
def remove_view(request: HttpRequest, found: ViewOfBoard) -> HttpResponse:
    """Remove a view of one's own; another's does not exist here."""
    if found.view.owner != request.user.public_id:
        raise NotFound
    carry_out(request, "Removed.", lambda: remove_board_view(view=found.view, by=request.user))
    return _to_board(found.cohort, "")


@access.may("accreditation.remind_students", subject=lambda cohort: cohort_called(cohort))
@require_POST
def remind(request: HttpRequest, cohort: Any) -> HttpResponse:
    """What would be written to whom; with ``send`` it goes out in the background."""
    filters, chosen, again = _sent_filters(request, cohort), request.POST.getlist("place"), request.POST.get("again") == "1"
    whole_view = request.POST.get("whole") == "1"
    if not chosen and not whole_view:
        messages.error(request, "Choose students first, or everybody whom this view shows.")
        return _to_board(cohort, filters.query)
    if request.POST.get("send") == "1":
        payload = {"cohort": cohort.slug, "places": [] if whole_view else chosen, "query": filters.query, "again": again}
        job = enqueue("accreditation.remind_students", payload, by=request.user.public_id, campus=cohort.campus.slug)
        return redirect("jobs:job", job.public_id)
    refresh_cohort(cohort, most=AT_ONCE)
    places = places_of_board(cohort, filters, [] if whole_view else chosen)
    letters = letters_to(places[:PREVIEWED], by=request.user, today=local_date(now(), cohort.campus.time_zone), again=again)
    record_disclosures(
        viewer=request.user, owners=[letter.place.student.public_id for letter in letters], what="What is missing, for a reminder", purpose=PURPOSE,
        campus=cohort.campus.slug,
    )  # fmt: skip
    context = {
        "cohort": cohort, "letters": letters, "others": max(0, len(places) - PREVIEWED), "query": filters.query, "chosen": chosen, "whole": whole_view,
        "again": again, "going": sum(not letter.why_not for letter in letters), "days": DAYS_BETWEEN,
    }  # fmt: skip
    return render(request, "accreditation/board/remind.html", context)


def _sent_filters(request: HttpRequest, cohort: Any) -> BoardFilters:
    return board_filters(QueryDict(request.POST.get("query", "")), [track.slug for track in cohort.program.tracks.all()])


def _to_board(cohort: Any, query: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("cohorts:board", args=[cohort.slug]) + (f"?{query}" if query else ""))
