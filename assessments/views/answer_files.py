"""Files of an attempt: sending one to a question, and taking one out. With scripts a file goes alone; without, the whole page comes with it."""

import re
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST

from assessments.actions.remove_answer_file import remove_answer_file
from assessments.actions.save_responses import save_responses
from assessments.actions.upload_file import Uploaded, upload_file
from assessments.models import AttemptItem
from assessments.queries.versions import item_at
from assessments.views.questions import asked
from lms.core import access
from lms.core.errors import Conflict, Invalid, Refusal
from lms.core.middleware import wants_json

_FIELD = re.compile(r"q(\d{1,4})-file")


@access.may("assessments.sit_attempt", subject=item_at)
@require_POST
def upload(request: HttpRequest, item: AttemptItem) -> HttpResponse:
    """Keep the chosen file. Scripts get the list of files and a sentence; the button gets the page back, with its other answers saved first."""
    if wants_json(request):
        return _told(item, _sent(request, item))
    _save_others(request, item)
    try:
        messages.success(request, _sentence(_sent(request, item)))
    except Refusal as refused:
        messages.error(request, refused.sentence)
    warn_unsent(request, but=item.position)
    return _back(item)


@access.may("assessments.sit_attempt", subject=item_at)
@require_POST
def remove(request: HttpRequest, item: AttemptItem) -> HttpResponse:
    """Take one file out of the answer; the page's other answers are saved first."""
    _save_others(request, item)
    remove_answer_file(item=item, file=request.POST.get("remove", ""), key=request.POST.get("key", ""), by=request.user)
    return _back(item)


def warn_unsent(request: HttpRequest, but: int = 0) -> bool:
    """Say which files were chosen and not sent; a form that is no upload brings their names only. Whether there were any."""
    named = {**request.POST.dict(), **{field: file.name for field, file in request.FILES.items()}}
    found = sorted((int(at[1]), str(name)) for field, name in named.items() if name and (at := _FIELD.fullmatch(field)) and int(at[1]) != but)
    for position, name in found:
        messages.warning(request, f"“{name[:120]}” was chosen for question {position} but not sent. Choose it again and press “Send this file”.")
    return bool(found)


def _save_others(request: HttpRequest, item: AttemptItem) -> None:
    try:
        save_responses(attempt=item.attempt, form=dict(request.POST.lists()), key=request.POST.get("key", ""), by=request.user)
    except Conflict:  # ended: what came late is kept, and so is the file
        return


def _sent(request: HttpRequest, item: AttemptItem) -> Uploaded:
    chosen = request.FILES.get(f"q{item.position}-file")
    if chosen is None or not chosen.name:
        raise Invalid("Choose a file first.", code="no_file")
    return upload_file(item=item, file=chosen, key=request.POST.get("key", ""), by=request.user)


def _sentence(uploaded: Uploaded) -> str:
    newest: dict[str, Any] = uploaded.step.response["files"][-1]
    return " ".join((f"“{newest['name']}” has arrived and is saved.", *uploaded.changes))


def _told(item: AttemptItem, uploaded: Uploaded) -> JsonResponse:
    question = asked(item, uploaded.step)
    parts = {**question, "upload_to": reverse("attempts:upload", kwargs={"attempt": item.attempt.public_id, "position": item.position})}
    html = render_to_string("questions/pieces/answer_files.html", parts)
    return JsonResponse({"step": uploaded.step.number, "sentence": _sentence(uploaded), "html": html})


def _back(item: AttemptItem) -> HttpResponse:
    return redirect(f"{reverse('attempts:take', kwargs={'attempt': item.attempt.public_id})}#question-{item.position}")
