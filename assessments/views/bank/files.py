"""Questions of a bank from files and into files. A file is looked at before anything is kept."""

from tempfile import SpooledTemporaryFile
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from assessments.actions.export_questions import export_questions
from assessments.actions.import_questions import ImportReport, NothingImported, import_questions
from assessments.actions.keep_question_upload import keep_question_upload
from assessments.formats.registry import question_formats
from assessments.forms.question_files import ExportForm, ImportForm
from assessments.models import QuestionBank
from assessments.queries.bank import bank_called
from lms.core import access
from lms.core.errors import Invalid
from lms.core.wording import counted

MOST_TOLD = 200
_IN_MEMORY = 5_000_000


@access.may("assessments.write_bank", subject=bank_called)
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: HttpRequest, bank: QuestionBank) -> HttpResponse:
    """The form; what a file would bring; or, with ``keep``, the file brought in."""
    form = ImportForm(request.POST, request.FILES, by=request.user) if request.method == "POST" else ImportForm(by=request.user)
    if request.method != "POST" or not form.is_valid():
        return _page(request, bank, form, None, status=422 if form.errors else 200)
    try:
        report = _read(form, bank, request)
    except NothingImported as refused:
        return _page(request, bank, _kept(form, request), refused.report, status=refused.status)
    except Invalid as refused:
        form.add_error("file", refused.sentence)
        return _page(request, bank, form, None, status=refused.status)
    if report.dry_run:
        return _page(request, bank, _kept(form, request), report)
    messages.success(request, f"{counted(report.imported, 'question')} of the file: {report.created} new, {report.changed} changed.")
    return redirect("teach:bank", bank=bank.slug)


def _read(form: ImportForm, bank: QuestionBank, request: HttpRequest) -> ImportReport:
    said = form.cleaned_data
    with form.source() as source:
        return import_questions(
            bank=bank.slug, format_key=said["format"], source=source, by=request.user, keep_going=said["keep_going"],
            dry_run="keep" not in request.POST, state=said["state"],
        )  # fmt: skip


def _kept(form: ImportForm, request: HttpRequest) -> ImportForm:
    """The same form with its file kept, so that the answer to the report brings the very file that was looked at."""
    chosen = form.cleaned_data["file"]
    kept = keep_question_upload(upload=chosen, by=request.user) if chosen else form.kept
    return ImportForm({**request.POST.dict(), "upload": kept.public_id if kept else ""}, by=request.user)


def _page(request: HttpRequest, bank: QuestionBank, form: ImportForm, report: ImportReport | None, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {"bank": bank, "form": form, "export": ExportForm(), "report": report}
    if report:
        context |= {"partial": report.partial[:MOST_TOLD], "refused": report.refused[:MOST_TOLD], "most": MOST_TOLD}
    return render(request, "assessments/bank/files.html", context, status=status)


@access.may("assessments.write_bank", subject=bank_called)
@require_POST
def take_out(request: HttpRequest, bank: QuestionBank) -> HttpResponseBase:
    """The bank as a file. POST, because that it was taken is written down."""
    form = ExportForm(request.POST)
    if not form.is_valid():
        raise Invalid("Choose one of the formats.")
    chosen = question_formats.get(form.cleaned_data["format"])
    out = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  the response closes it
    export_questions(bank=bank.slug, format_key=chosen.key, out=out, by=request.user)
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=f"{bank.slug}{chosen.extensions[0]}", content_type=chosen.media_type)
