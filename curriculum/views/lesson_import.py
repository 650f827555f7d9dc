"""Instructors bring in a lesson from Word or Markdown: upload, read what became of it, then keep it as a draft."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from curriculum.actions.keep_imported_lesson import keep_imported_lesson
from curriculum.forms.content import KeepLessonForm, LessonFileForm
from curriculum.importers.docx import read_docx
from curriculum.importers.markdown_file import read_markdown
from curriculum.importers.report import ImportedLesson
from curriculum.rules import LESSON_UPLOAD, modules_written_by
from lms.core import access
from lms.core.errors import Conflict, Invalid, Refusal
from lms.vault.api import file_called, read, store

READERS = {".docx": read_docx, ".md": read_markdown, ".markdown": read_markdown}
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _read(name: str, data: bytes) -> ImportedLesson:
    """What a file would become. Raises ``Invalid`` with a sentence."""
    ending = name[name.rfind(".") :].lower()
    reader = READERS.get(ending)
    if reader is None:
        sentence = (
            "This is an old .doc file. Open it in Word and save it as .docx."
            if ending == ".doc"
            else "Choose a Word document (.docx) or a Markdown file (.md)."
        )
        raise Invalid(sentence)
    return reader(data, name)


@access.may("curriculum.write_lessons")
def start(request: HttpRequest) -> HttpResponse:
    """Choose a file and the module it goes into."""
    modules = modules_written_by(request.user)
    form = LessonFileForm(*((request.POST, request.FILES) if request.method == "POST" else ()), modules=modules, initial={"module": request.GET.get("module")})
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            data = upload.read()
            _read(upload.name, data)
            kind = WORD if upload.name.lower().endswith(".docx") else "text/markdown"
            file = store(LESSON_UPLOAD, data, name=upload.name, media_type=kind, owner=request.user.public_id, by=request.user.public_id)
        except Refusal as refused:
            form.add_error("file", refused.sentence)
        else:
            address = reverse("lesson_import:report", kwargs={"file": file.public_id})
            return redirect(f"{address}?{urlencode({'module': form.cleaned_data['module'].pk})}")
    return render(request, "curriculum/cms/import_start.html", {"form": form, "modules": modules}, status=422 if form.is_bound else 200)


def _upload_called(file: str) -> Any:
    found = file_called(file)
    return found if found is not None and found.kind == LESSON_UPLOAD else None


@access.may("curriculum.keep_upload", subject=_upload_called)
@require_safe
def report(request: HttpRequest, file: Any) -> HttpResponse:
    """What the file would become, with everything that is lost or changed; nothing is kept yet."""
    lesson = _read(file.name, read(file))
    form = KeepLessonForm(modules=modules_written_by(request.user), initial={"title": lesson.title, "module": request.GET.get("module")})
    return _reported(request, file, lesson, form)


@access.may("curriculum.keep_upload", subject=_upload_called)
@require_POST
def keep(request: HttpRequest, file: Any) -> HttpResponse:
    """Make the draft and open it in the editor."""
    lesson = _read(file.name, read(file))
    form = KeepLessonForm(request.POST, modules=modules_written_by(request.user))
    if not form.is_valid():
        return _reported(request, file, lesson, form)
    try:
        page = keep_imported_lesson(lesson=lesson, file=file, **form.cleaned_data, by=request.user)
    except Conflict as refused:  # the button was pressed twice: the draft is there
        messages.info(request, f"{refused.sentence} You find it here.")
        return redirect("wagtailadmin_explore", form.cleaned_data["module"].pk)
    messages.success(request, f"“{page.title}” is a draft now. Set its topics and minutes, look it through, then publish it.")
    return redirect("wagtailadmin_pages:edit", page.pk)


def _reported(request: HttpRequest, file: Any, lesson: ImportedLesson, form: KeepLessonForm) -> HttpResponse:
    context = {"file": file, "lesson": lesson, "report": lesson.report, "form": form, "losses": len(lesson.report.losses)}
    return render(request, "curriculum/cms/import_report.html", context, status=422 if form.is_bound else 200)
