"""What day it is on a campus: deadlines are kept by its calendar."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from lms.core.clock import local_date, now
from lms.people.api import Campus, campus_called


def days_of_campuses(slugs: Iterable[str]) -> dict[str, date]:
    """Today's date by slug, in one query."""
    moment = now()
    return {slug: local_date(moment, zone) for slug, zone in Campus.objects.filter(slug__in=set(slugs)).values_list("slug", "time_zone")}


def day_of_organization(organization: object) -> date:
    """Today's date for an organization: that of the campus behind all others, so that nothing is over too soon. UTC without a campus."""
    zones = [campus.time_zone for campus in organization.campuses.all()]  # type: ignore[attr-defined]
    moment = now()
    return min((local_date(moment, zone) for zone in zones), default=local_date(moment, "UTC"))


def today_of(application: Any) -> date:
    """The date on the application's campus."""
    campus = campus_called(application.campus)
    return local_date(now(), campus.time_zone if campus else "UTC")
