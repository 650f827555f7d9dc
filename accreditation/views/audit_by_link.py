"""What an auditor sees behind the mailed link and its code: read-only, marked on every page, every look logged."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from accreditation.actions.look_by_audit import record_look, verify_for_audit
from accreditation.models import Audit
from accreditation.queries.audits import (
    PURPOSE,
    audit_called,
    audited_entries,
    audited_place,
    audited_places,
    audited_record,
    audited_rows,
    audited_time,
    rests_on,
    state_of,
)
from accreditation.queries.hours import reversed_seqs
from curriculum.api import topic_titles
from lms.core.clock import local_date, now
from lms.core.errors import NotFound
from lms.core.limits import PerMinute
from lms.people.api import MailedLink, campus_called
from lms.people.link_access import by_mailed_link

VERIFICATIONS = PerMinute("audit-verifications", 6)  # each reads whole chains


def _audit(link: MailedLink) -> Audit:
    audit = audit_called(link.subject)
    if audit is None or state_of(audit) != "open" or audit.email != link.email:
        raise NotFound("This audit is over. Ask the coordinator for another.")
    return audit


def _place(audit: Audit, public_id: str) -> Any:
    found = audited_place(audit, public_id)
    if found is None:
        raise NotFound
    return found


def _page(request: HttpRequest, audit: Audit, template: str, **facts: Any) -> HttpResponse:
    campus = campus_called(audit.campus)
    today = local_date(now(), campus.time_zone if campus else "UTC")
    response = render(request, f"accreditation/audits/{template}.html", {"audit": audit, "today": today, **facts})
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


@by_mailed_link(PURPOSE)
@require_safe
def overview(request: HttpRequest, link: MailedLink) -> HttpResponse:
    """Whom the audit shows, with their minutes, and how many were left out."""
    audit = _audit(link)
    places = audited_places(audit)
    record_look(audit, places, "List of an audit")
    return _page(request, audit, "overview", rows=audited_rows(audit, places), left_out=audit.left_out + len(audit.places) - len(places))


@by_mailed_link(PURPOSE)
@require_safe
def student(request: HttpRequest, link: MailedLink, place: str) -> HttpResponse:
    """One student's hours, trainings, certificates, and which documents there are."""
    audit = _audit(link)
    found = _place(audit, place)
    record_look(audit, [found], "Record of hours")
    return _page(request, audit, "student", record=audited_record(audit, found), place=found)


@by_mailed_link(PURPOSE)
@require_safe
def entry(request: HttpRequest, link: MailedLink, place: str, seq: int) -> HttpResponse:
    """One entry: what it says, what it rests on, and for measured time every interval."""
    audit = _audit(link)
    found = _place(audit, place)
    row = audited_entries(audit, found).filter(seq=seq).first()
    if row is None:
        raise NotFound
    record_look(audit, [found], "Ledger entry")
    titles = topic_titles()
    topics = [(titles.get(slug, slug), minutes) for slug, minutes in row.topics.items()]
    facts = {"place": found, "entry": row, "rests_on": rests_on(row), "stretches": audited_time(row, found), "topics": topics}
    return _page(request, audit, "entry", **facts, reversed_by=reversed_seqs(row.student).get(row.seq))


@by_mailed_link(PURPOSE)
@require_POST
def verify(request: HttpRequest, link: MailedLink) -> HttpResponse:
    """“Verify this ledger”: the chains of the audited students, and what they rest on."""
    audit = _audit(link)
    if not VERIFICATIONS.allows(audit.pk):
        return _page(request, audit, "verified", found=None)
    found, anchor = verify_for_audit(audit=audit, places=audited_places(audit))
    return _page(request, audit, "verified", found=found, anchor=anchor, ok=all(one.answer.ok for one in found))
