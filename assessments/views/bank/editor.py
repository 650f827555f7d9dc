"""Writing and editing a question: the form of any type, its buttons, its preview, and what is said when it cannot be kept."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from assessments.actions.edit_question import edit_question
from assessments.actions.put_question_version import facts_of
from assessments.actions.write_question import write_question
from assessments.forms.question_fields import tree
from assessments.forms.question_pictures import take_pictures
from assessments.forms.question_reading import read, without_blank_rows
from assessments.forms.question_rows import act
from assessments.forms.question_schema import blank, schema_of
from assessments.kinds.question_facts import check_question
from assessments.models import Question, QuestionBank
from assessments.queries.bank import bank_called, categories_of, free_name, question_called
from assessments.queries.duplicates import like_question
from assessments.queries.question_history import compared, facts_said
from assessments.views.bank.shown import shown_draft
from curriculum.api import topic_titles
from lms.core import access
from lms.core.errors import Conflict
from lms.questions.api import InvalidContent, question_types


@dataclass
class Draft:
    """What is on the screen: a question of the type ``kind`` in ``bank``, not kept yet. ``seen`` is the version that the author began from."""

    bank: QuestionBank
    kind: str
    question: Question | None = None
    data: dict[str, Any] = field(default_factory=dict)
    seen: int = 0
    faults: list[str] = field(default_factory=list)

    def read(self, request: HttpRequest) -> None:
        schema = schema_of(self.kind)
        self.data = read(schema, "q", request.POST)
        self.faults = list(take_pictures(self.data, request.FILES))
        sent = request.POST.get("seen", "")
        self.seen = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 7 else self.seen


def new_draft(bank: str, kind: str) -> Draft | None:
    found = bank_called(bank)
    if found is None or kind not in question_types:
        return None
    return Draft(found, kind, data={**blank(schema_of(kind)), "external_id": free_name(found)})


def edited_draft(bank: str, question: str) -> Draft | None:
    found = question_called(bank, question)
    if found is None:
        return None
    version = found.entry.version
    facts = facts_of(version) | {"external_id": found.external_id, "category": found.category}
    return Draft(found.bank, version.type, found, facts, seen=version.number)


@access.may("assessments.write_bank", subject=bank_called)
@require_safe
def choose_type(request: HttpRequest, bank: QuestionBank) -> HttpResponse:
    return render(request, "assessments/bank/types.html", {"bank": bank, "types": list(question_types)})


@access.may("assessments.write_bank", subject=new_draft)
def write(request: HttpRequest, draft: Draft) -> HttpResponse:
    """A new question of one type; POST keeps it, or does what a button of a row says."""
    return _edited(request, draft)


@access.may("assessments.write_bank", subject=edited_draft)
def edit(request: HttpRequest, draft: Draft) -> HttpResponse:
    """The newest version of a question; POST keeps another one."""
    return _edited(request, draft)


@access.may("assessments.write_bank", subject=new_draft)
@require_POST
def preview(request: HttpRequest, draft: Draft) -> HttpResponse:
    """What the form says, as a student will see it: a piece of the page, asked for while the author writes. Nothing is kept."""
    draft.read(request)
    but = question_called(draft.bank.slug, request.POST.get("of", ""))
    context = {"shown": shown_draft(draft.kind, draft.data), "alike": like_question(draft.kind, draft.data, request.user, but=but and but.pk)}
    return render(request, "assessments/bank/_preview.html", context)


def _edited(request: HttpRequest, draft: Draft) -> HttpResponse:
    if request.method != "POST":
        return _page(request, draft)
    draft.read(request)
    button = request.POST.get("do", "save")
    if button != "save":
        return _page(request, draft, draft.faults, focus=act(schema_of(draft.kind), draft.data, button))
    draft.data = without_blank_rows(schema_of(draft.kind), draft.data)
    try:
        return _kept(request, draft)
    except InvalidContent as wrong:
        return _page(request, draft, wrong.sentences, status=422)
    except Conflict as conflict:
        return _conflict(request, draft, conflict)


def _kept(request: HttpRequest, draft: Draft) -> HttpResponse:
    if draft.faults:
        raise InvalidContent(*draft.faults)
    checked = check_question(draft.kind, draft.data)
    if draft.question is None:
        question = write_question(bank=draft.bank, checked=checked, by=request.user)
        messages.success(request, "Kept as a draft. Try it, then mark it ready: draws use ready questions only.")
    else:
        question = draft.question
        version = edit_question(question=question, checked=checked, seen=draft.seen, by=request.user)
        messages.success(request, f"Kept as version {version.number}." if version else "Kept. What is asked is as before, so there is no new version.")
    return redirect("teach:question", bank=draft.bank.slug, question=question.public_id)


def _conflict(request: HttpRequest, draft: Draft, conflict: Conflict) -> HttpResponse:
    """Both are shown. Sending the form again keeps the author's words as the version after the other person's."""
    current = edited_draft(draft.bank.slug, draft.question.public_id if draft.question else "")
    assert current is not None  # it was there a moment ago, and questions are never removed
    assert current.question is not None
    theirs = current.question.entry.version
    mine = {"type": question_types.get(draft.kind).label, **{name: value for name, value in draft.data.items() if name not in ("external_id", "category")}}
    draft.seen = theirs.number
    return _page(request, draft, [conflict.sentence], status=409, theirs=theirs, difference=compared(facts_said(theirs), mine))


def _page(request: HttpRequest, draft: Draft, faults: Sequence[str] = (), *, status: int = 200, focus: str = "", **more: Any) -> HttpResponse:
    titles = topic_titles()
    root = tree(schema_of(draft.kind), draft.data, faults, {"topics": list(titles.items())})
    context = {
        "bank": draft.bank, "question": draft.question, "type": question_types.get(draft.kind), "root": root, "seen": draft.seen, "focus": focus,
        "wrong": [node for node in root.walk() if node.faults], "categories": categories_of(draft.bank), "shown": shown_draft(draft.kind, draft.data), **more,
    }  # fmt: skip
    return render(request, "assessments/bank/edit.html", context, status=status)
