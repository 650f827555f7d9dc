"""A secret address under which a calendar program reads dates, and its end."""

import secrets
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from curriculum.models import CalendarFeed, Cohort
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.canonical import sha256_hex
from lms.core.clock import now
from lms.people.api import User


@transaction.atomic
def make_student_feed(*, student: Any) -> str:
    """The student's new address, known now and never again; an earlier one stops working."""
    User.objects.select_for_update().get(pk=student.pk)  # two presses at once make one address after the other
    end_student_feed(student=student)
    return _made(student, student.display_name, "", student=student)


@transaction.atomic
def end_student_feed(*, student: Any) -> None:
    if CalendarFeed.objects.filter(student=student, revoked_at=None).update(revoked_at=now()):
        _record("curriculum.feed_revoked", student, student.display_name, "")


@transaction.atomic
def make_cohort_feed(*, cohort: Cohort, by: Any) -> str:
    """The cohort's new address, without anything about a student; an earlier one stops working."""
    require(by, "curriculum.plan_cohort", cohort)
    Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    end_cohort_feed(cohort=cohort, by=by)
    return _made(by, cohort.name, cohort.campus.slug, cohort=cohort)


@transaction.atomic
def end_cohort_feed(*, cohort: Cohort, by: Any) -> None:
    require(by, "curriculum.plan_cohort", cohort)
    if CalendarFeed.objects.filter(cohort=cohort, revoked_at=None).update(revoked_at=now()):
        _record("curriculum.feed_revoked", by, cohort.name, cohort.campus.slug)


def _made(by: Any, whose: str, campus: str, **of: Any) -> str:
    token = secrets.token_urlsafe(32)
    CalendarFeed.objects.create(token_sha256=sha256_hex(token.encode()), created_by=by, created_at=now(), **of)
    _record("curriculum.feed_made", by, whose, campus)
    return settings.SITE_URL + reverse("calendar:feed", kwargs={"token": token})


def _record(kind: str, by: Any, whose: str, campus: str) -> None:
    record_event(kind, by=by, subject_kind="person", subject_id=by.public_id, campus=campus, data={"whose": whose})
