"""Naming who signs a campus's certificates from a day on, and ending an appointment."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from accreditation.models import Signatory
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import now
from lms.core.errors import Conflict, Invalid
from lms.core.wording import day
from lms.people.api import Campus


@transaction.atomic
def appoint_signatory(
    *, campus: Campus, name: str, title: str, appointed_from: date, by: Any, program: str = "", appointed_until: date | None = None
) -> Signatory:
    """Appoint ``name`` for the program of that public id, or for every program of the campus without one.

    An appointment that goes on ends the day before. Raises ``Invalid`` without name and title or for days in the wrong order, and
    ``Conflict`` where somebody was appointed for one of these days already: a certificate has one signatory.
    """
    require(by, "accreditation.set_certificates", campus)
    if not name.strip() or not title.strip():
        raise Invalid("Give the signatory’s name and title; both stand on the certificate.")
    if appointed_until and appointed_until < appointed_from:
        raise Invalid("The last day is before the first.")
    Campus.objects.select_for_update().get(pk=campus.pk)
    same = Signatory.objects.filter(campus=campus, program=program)
    same.filter(appointed_until__isnull=True, appointed_from__lt=appointed_from).update(appointed_until=appointed_from - timedelta(days=1))
    _refuse_overlap(same, appointed_from, appointed_until)
    signatory = Signatory.objects.create(
        campus=campus, program=program, name=name.strip(), title=title.strip(), appointed_from=appointed_from, appointed_until=appointed_until,
        recorded_at=now(), recorded_by=by.public_id,
    )  # fmt: skip
    _note("accreditation.signatory_appointed", signatory, by, day(appointed_from))
    return signatory


def _refuse_overlap(same: Any, first: date, last: date | None) -> None:
    over = same.filter(Q(appointed_until__isnull=True) | Q(appointed_until__gte=first))
    taken = (over.filter(appointed_from__lte=last) if last else over).first()
    if taken is not None:
        raise Conflict(f"{taken.name} was appointed from {day(taken.appointed_from)} on. Choose other days, or end that appointment first.", code="taken")


@transaction.atomic
def end_appointment(*, signatory: Signatory, last_day: date, by: Any) -> Signatory:
    """Let an appointment end with ``last_day``; raises ``Invalid`` for a day before it began. Certificates that were issued keep their signatory."""
    require(by, "accreditation.set_certificates", signatory)
    locked = Signatory.objects.select_for_update().select_related("campus").get(pk=signatory.pk)
    if last_day < locked.appointed_from:
        raise Invalid("The last day is before the first.")
    if locked.appointed_until is not None and last_day > locked.appointed_until:
        raise Invalid("This appointment ended before that day. Appoint the person again instead.")
    locked.appointed_until = last_day
    locked.save(update_fields=["appointed_until"])
    _note("accreditation.signatory_ended", locked, by, day(last_day))
    return locked


def _note(kind: str, signatory: Signatory, by: Any, said: str) -> None:
    facts = {"name": signatory.name, "title": signatory.title, "day": said}
    record_event(kind, by=by, subject_kind="campus", subject_id=signatory.campus.slug, campus=signatory.campus.slug, data=facts)
