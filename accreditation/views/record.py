"""The student's own record: hours, every entry explained down to its intervals and its revision."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accreditation.models import Entry
from accreditation.queries.certificates import certificates_of, status_of
from accreditation.queries.completion import newest_events, still_open
from accreditation.queries.coverage import coverage_of
from accreditation.queries.dossier import build_dossiers
from accreditation.queries.hours import CATEGORY_LABELS, entries_of, explained, fold_by_track, reason_of, reversed_seqs
from accreditation.queries.hours_disputes import disputes_of_entry
from accreditation.queries.intervals import counted_time_in, totals_by_revision
from accreditation.queries.outside_facts import folded_outside
from accreditation.rules.records import entries_visible_to
from curriculum.api import (
    enrollment_called,
    enrollments_of,
    lesson_called,
    may_read_revision,
    revision_of,
    seal_study_log,
    snapshot_called,
    statements_of,
    topic_titles,
)
from lms.audit.api import record_disclosure
from lms.core import access
from lms.core.clock import local_date, now
from lms.core.errors import NotFound
from lms.people.api import names_of


@access.signed_in
def record(request: HttpRequest) -> HttpResponse:
    """Hours by track, category and topic, with the entries they are made of. Reading it seals ended study first."""
    seal_study_log(request.user)
    return render(request, "accreditation/record.html", record_context(request.user))


def record_context(student: Any, campus: Any = None) -> dict[str, Any]:
    """Everything the record page of ``student`` shows; to the people of a campus only what was earned there."""
    entries, certificates, enrollments = entries_of(student.public_id), certificates_of([student.public_id]), enrollments_of(student)
    if campus is not None:
        entries, certificates = entries.filter(campus=campus.slug), certificates.filter(campus=campus.slug)
        enrollments = enrollments.filter(cohort__campus=campus)
    folds = fold_by_track(entries)
    titles = topic_titles()
    places = []
    held = list(enrollments)
    today = local_date(now(), held[0].cohort.campus.time_zone) if held else None
    coverage, dossiers = (coverage_of(held, today).rows, build_dossiers(held, today)) if today else ((), [])
    newest = newest_events(held)
    issued = list(certificates)
    for enrollment, row, dossier in zip(held, coverage, dossiers, strict=True):
        tracks = [_track(track, folds.get((enrollment.public_id, track.slug)), titles) for track in enrollment.cohort.program.tracks.all()]
        places.append({
            "enrollment": enrollment, "tracks": tracks, "minutes": sum(track["minutes"] for track in tracks), "coverage": row,
            "still_open": still_open(dossier), "newest": newest.get(enrollment.public_id),
            "certified": {certificate.track for certificate in issued if certificate.enrollment == enrollment.public_id},
        })  # fmt: skip
    return {
        "student": student,
        "places": places,
        "outside": folded_outside(entries),
        "entries": entries,
        "reversed": reversed_seqs(student.public_id),
        "certificates": [(certificate, status_of(certificate)) for certificate in issued],
        "entries_at": reverse("record:record") + "entries/",
        "topics_at": reverse("record:record") + "topics/",
    }


def _track(track: Any, fold: Any, titles: dict[str, str]) -> dict[str, Any]:
    minutes = fold.minutes if fold else 0
    categories = [(CATEGORY_LABELS[key], value) for key, value in sorted((fold.by_category if fold else {}).items())]
    topics = [(titles.get(key, key), value) for key, value in sorted((fold.by_topic if fold else {}).items())]
    return {"track": track, "minutes": minutes, "stated": track.minutes, "categories": categories, "topics": topics}


@access.signed_in
def entry(request: HttpRequest, seq: int) -> HttpResponse:
    """One entry of one's own: what it says, what it rests on."""
    found = Entry.objects.filter(student=request.user.public_id, seq=seq).first()
    if found is None:
        raise NotFound
    context = {"entries_at": reverse("record:record") + "entries/", "disputes": disputes_of_entry(found.student, seq), "own": True}
    return render(request, "accreditation/entry.html", {**entry_context(found), **context})


def entry_context(entry: Entry) -> dict[str, Any]:
    """What one entry says, what it rests on, and why it was corrected."""
    titles, people = topic_titles(), names_of({entry.recorded_by, entry.approved_by})
    return {
        "entry": entry, "evidence": explained(entry), "recorder": people.get(entry.recorded_by, ""), "approver": people.get(entry.approved_by, ""),
        "snapshot": snapshot_called(entry.content_revision) if entry.content_revision else None,
        "reversed_by": reversed_seqs(entry.student).get(entry.seq), "reason": reason_of(entry),
        "topics": [(titles.get(slug, slug), minutes) for slug, minutes in entry.topics.items()],
    }  # fmt: skip


@access.may("accreditation.view_study_time", subject=lambda enrollment, lesson: _studied(enrollment, lesson))
def time(request: HttpRequest, studied: "Studied") -> HttpResponse:
    """How your time was counted: every interval of one lesson with its reason, by the revision that was read."""
    record_disclosure(
        viewer=request.user, owner=studied.enrollment.student.public_id, what="Measured study time", purpose="Explaining credited time",
        campus=studied.enrollment.cohort.campus.slug,
    )  # fmt: skip
    stretches = counted_time_in(studied.enrollment, f"{studied.enrollment.public_id}/{studied.lesson.public_id}")
    revisions = totals_by_revision(stretches)
    for row in revisions:
        row["snapshot"] = snapshot_called(row["revision"])
    credited_ms = sum(stretch.credited_ms for stretch in stretches)
    context = {
        "studied": studied, "lesson": studied.lesson, "stretches": stretches, "revisions": revisions, "credited_minutes": credited_ms // 60_000,
        "statements": statements_of(studied.enrollment, studied.lesson),
    }  # fmt: skip
    return render(request, "accreditation/time.html", {**context, "credited_seconds": credited_ms // 1000 % 60})


class Studied:
    """A lesson within an enrollment, as its time page names it."""

    def __init__(self, enrollment: Any, lesson: Any) -> None:
        self.enrollment = enrollment
        self.lesson = lesson
        self.student_id = enrollment.student_id
        self.campus_id = enrollment.campus_id
        self.cohort = enrollment.cohort
        self.student = enrollment.student


def _studied(enrollment: str, lesson: str) -> Studied | None:
    found, page = enrollment_called(enrollment), lesson_called(lesson)
    return Studied(found, page) if found and page else None


@access.signed_in
def revision(request: HttpRequest, public_id: str) -> HttpResponse:
    """A lesson as it was when it was studied, and what is different today; for who may read an entry that rests on it, and who may read that text."""
    snapshot = snapshot_called(public_id)
    if snapshot is None:
        raise NotFound
    rests_on_it = entries_visible_to(request.user).filter(content_revision=public_id).exists()
    if not rests_on_it and not may_read_revision(request.user, snapshot):
        raise NotFound
    return render(request, "accreditation/revision.html", {"snapshot": snapshot, "revision": revision_of(snapshot)})
