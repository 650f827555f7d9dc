"""An organization's annual summary on screen and as a file."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accreditation.models import SponsoringOrganization
from accreditation.queries.annual_summary import RETENTION, annual_summary
from accreditation.queries.campus_days import day_of_organization
from accreditation.queries.organizations import organization_called
from accreditation.summary_formats import SummaryFormat, summary_formats
from lms.core import access
from lms.core.clock import now

EARLIEST = 2000


@dataclass(frozen=True)
class Asked:
    """A year of an organization, as a route names it, and the file asked for."""

    organization: SponsoringOrganization
    year: int
    format: SummaryFormat | None = None


def asked(organization: str, year: int, kind: str = "") -> Asked | None:
    """``None`` for a year that has not begun, and for a file that there is not."""
    found = organization_called(organization)
    if found is None or not EARLIEST <= year <= day_of_organization(found).year or (kind and kind not in summary_formats):
        return None
    return Asked(found, year, summary_formats.get(kind) if kind else None)


@access.may("accreditation.view_organization", subject=asked)
@require_safe
def summary(request: HttpRequest, found: Asked) -> HttpResponse:
    """The year's counts, and the files of them."""
    this_year = day_of_organization(found.organization).year
    context = {
        "organization": found.organization, "summary": annual_summary(found.organization, found.year), "formats": list(summary_formats),
        "years": range(this_year, this_year - 7, -1), "retention": RETENTION, "is_running": found.year == this_year,
    }  # fmt: skip
    return render(request, "accreditation/organizations/annual_summary.html", context)


@access.may("accreditation.view_organization", subject=asked)
@require_safe
def file(request: HttpRequest, found: Asked) -> HttpResponse:
    """The same as a file."""
    assert found.format is not None
    data = found.format.write(annual_summary(found.organization, found.year), now())
    response = HttpResponse(data, content_type=found.format.media_type)
    name = f"annual-summary-{found.year}.{found.format.key}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response
