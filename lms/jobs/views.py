"""The owner's view of background work: a list, a page that follows one job, and its two buttons."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRefresh

from lms.core import access
from lms.jobs.actions.begin_again import retry_job
from lms.jobs.actions.cancel_job import cancel_job
from lms.jobs.models import Job
from lms.jobs.queries.jobs import job_called, place_in_line, title_of
from lms.jobs.rules import jobs_visible_to

ON_A_PAGE = 25


@access.signed_in
@require_GET
def jobs(request: HttpRequest) -> HttpResponse:
    """Everything the person asked for, newest first."""
    page = Paginator(jobs_visible_to(request.user), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "jobs/jobs.html", {"page": page, "rows": [(job, title_of(job)) for job in page]})


@access.may("jobs.view_job", subject=job_called)
@require_GET
def job(request: HttpRequest, job: Job) -> HttpResponse:
    """How far one job is; what came of it. Reloading it changes nothing."""
    return render(request, "jobs/job.html", _facts(job))


@access.may("jobs.view_job", subject=job_called)
@require_GET
def progress(request: HttpRequest, job: Job) -> HttpResponse:
    """The part of the page that moves. Once the job has ended, the whole page is asked for again, so that its title says so."""
    if job.is_finished:
        return HttpResponseClientRefresh()
    return render(request, "jobs/progress.html", _facts(job))


@access.may("jobs.change_job", subject=job_called)
@require_POST
def cancel(request: HttpRequest, job: Job) -> HttpResponse:
    cancel_job(job, by=request.user)
    return redirect("jobs:job", job.public_id)


@access.may("jobs.change_job", subject=job_called)
@require_POST
def again(request: HttpRequest, job: Job) -> HttpResponse:
    retry_job(job, by=request.user)
    return redirect("jobs:job", job.public_id)


def _facts(job: Job) -> dict[str, object]:
    return {"job": job, "title": title_of(job), "place": place_in_line(job), "result": job.result or {}}
