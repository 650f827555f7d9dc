"""A link that lets people into a cohort, and its end."""

import re
import secrets
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from curriculum.models import Cohort, JoinLink
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.canonical import sha256_hex
from lms.core.clock import end_of_day, local_date, now
from lms.core.errors import Conflict, Invalid

DOMAIN = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
MOST_USES = 1000
LONGEST_DAYS = 366


@transaction.atomic
def make_join_link(*, cohort: Cohort, max_uses: int, last_day: date, domain: str, by: Any) -> tuple[JoinLink, str]:
    """A new link and its address, which is known now and never again. It works through ``last_day`` at the campus.

    ``domain``: only e-mail addresses of it may use the link. Raises ``Invalid``, and ``Conflict`` for a closed cohort.
    """
    require(by, "curriculum.manage_cohort", cohort)
    if cohort.closed_at is not None:
        raise Conflict(f"{cohort} is closed.", code="cohort_closed")
    domain = domain.strip().lower().removeprefix("@")
    if domain and not DOMAIN.fullmatch(domain):
        raise Invalid("Write the domain as it stands after the @ of an address, such as college.example.")
    if not 1 <= max_uses <= MOST_USES:
        raise Invalid(f"A link is good for 1 to {MOST_USES:,} people.")
    today = local_date(now(), cohort.campus.time_zone)
    if not 0 <= (last_day - today).days <= LONGEST_DAYS:
        raise Invalid("Choose a last day between today and a year from now.")
    token = secrets.token_urlsafe(32)
    link = JoinLink.objects.create(
        cohort=cohort, token_sha256=sha256_hex(token.encode()), domain=domain, max_uses=max_uses, created_by=by, created_at=now(),
        expires_at=end_of_day(last_day, cohort.campus.time_zone),
    )  # fmt: skip
    _record("curriculum.link_made", link, by)
    return link, settings.SITE_URL + reverse("join:open", kwargs={"token": token})


@transaction.atomic
def revoke_join_link(*, link: JoinLink, by: Any) -> None:
    """End a link at once; who came by it keeps their place."""
    require(by, "curriculum.manage_cohort", link.cohort)
    if JoinLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=now()):
        _record("curriculum.link_revoked", link, by)


def _record(kind: str, link: JoinLink, by: Any) -> None:
    cohort = link.cohort
    record_event(kind, by=by, subject_kind="cohort", subject_id=cohort.public_id, campus=cohort.campus.slug, data={"cohort": cohort.name})
