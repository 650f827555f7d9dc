"""Looking at, applying and taking back the correction of a question."""

from typing import Any

from django.urls import reverse

from assessments.actions import apply_fix, preview_fix, undo_fix
from assessments.models import QuestionFix
from lms.jobs.api import JobRun
from lms.people.api import person_called


def run_preview_fix(job: JobRun) -> dict[str, Any]:
    fix = _fix(job)
    done = preview_fix.preview_fix(fix=fix, person=person_called(fix.created_by), advance=job.advance)
    return {"url": _page(fix), "sentence": f"{done.summary.get('answers', 0):,} answers were looked at. Nothing is changed yet."}


def run_apply_fix(job: JobRun) -> dict[str, Any]:
    fix = _fix(job)
    return {"url": _page(fix), "sentence": f"{apply_fix.run_apply_fix(fix=fix, advance=job.advance):,} marks were changed."}


def run_undo_fix(job: JobRun) -> dict[str, Any]:
    fix = _fix(job)
    return {"url": _page(fix), "sentence": f"{undo_fix.run_undo_fix(fix=fix, advance=job.advance):,} marks count without it."}


def _fix(job: JobRun) -> QuestionFix:
    return QuestionFix.objects.select_related("question", "version").get(public_id=job.payload["fix"])


def _page(fix: QuestionFix) -> str:
    return reverse("teach:fix", args=[fix.public_id])
