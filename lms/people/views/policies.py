"""The privacy notice and the terms of use: reading, accepting, and for administrators publishing them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from lms.core import access
from lms.core.access import SignedInRequest
from lms.core.errors import NotFound, Refusal
from lms.core.markdown import render_markdown
from lms.people.actions.accept_policies import accept_policies
from lms.people.actions.publish_policy import publish_policy
from lms.people.forms.policies import PolicyForm
from lms.people.kinds import ASKED, policy_kinds
from lms.people.models import PolicyVersion
from lms.people.queries.policies import accepted_versions, in_force, people_who_owe, text_of, to_accept, today, versions_of


def versions_sent(request: HttpRequest) -> dict[str, str]:
    """Which versions a form says that its sender was shown, by kind."""
    sent = {kind.key: request.POST.get(f"{kind.key}_version", "") for kind in policy_kinds}
    return {kind: version for kind, version in sent.items() if version}


@access.public
@require_safe
def present(request: HttpRequest, kind: str) -> HttpResponse:
    """The version in force. An installation without terms of use says so."""
    versions = versions_of(kind)
    return _page(request, kind, versions, next((one for one in versions if one.effective_from <= today()), None))


@access.public
@require_safe
def version(request: HttpRequest, kind: str, version: str) -> HttpResponse:
    """Any version by its name: in force, earlier, or still to come."""
    versions = versions_of(kind)
    shown = next((one for one in versions if one.version == version), None)
    if shown is None:
        raise NotFound
    return _page(request, kind, versions, shown)


def _page(request: HttpRequest, kind: str, versions: list[PolicyVersion], shown: PolicyVersion | None) -> HttpResponse:
    day = today()
    holds = next((one for one in versions if one.effective_from <= day), None)
    facts = {
        "kind": policy_kinds.get(kind), "policy": shown, "text": text_of(shown) if shown else None, "in_force": holds,
        "coming": next((one for one in versions if one.effective_from > day), None),
        "versions": [(one, text_of(one).change) for one in versions],
    }  # fmt: skip
    return render(request, "people/policy.html", facts)


@access.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: SignedInRequest) -> HttpResponse:
    after = request.POST.get("next") or request.GET.get("next") or "/"
    if request.method == "POST":
        accept_policies(person=request.user, versions=versions_sent(request), how=ASKED)
        return redirect(after if after.startswith("/") and url_has_allowed_host_and_scheme(after, None) else "/")
    return render(request, "people/accept_policies.html", {"shown": to_accept(request.user), "next": after})


@access.may("people.publish_policies")
@require_safe
def policies(request: SignedInRequest) -> HttpResponse:
    """Every version, and how many accepted it."""
    report, owing, holds = accepted_versions(), people_who_owe(), in_force()
    rows = [(kind, report[kind.key], owing.get(kind.key, 0), kind.key in holds) for kind in policy_kinds]
    return render(request, "people/policies.html", {"rows": rows})


@access.may("people.publish_policies")
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: SignedInRequest, kind: str) -> HttpResponse:
    """Write the next version, look at it, publish it. The form begins with the text of the newest one."""
    if kind not in policy_kinds:
        raise NotFound
    newest = next(iter(versions_of(kind)), None)
    form = PolicyForm(request.POST if request.method == "POST" else None, kind=kind, newest=newest)
    preview = []
    if request.method == "POST" and form.is_valid():
        try:
            preview = [(draft, render_markdown(draft.source)) for draft in form.drafts()]
            if request.POST.get("do") == "publish":
                made = publish_policy(kind=kind, drafts=form.drafts(), **form.when(), by=request.user)
                messages.success(request, f"Version {made.version} is published.")
                return redirect("people:policies")
        except Refusal as refusal:  # shown beside what was typed
            for sentence in getattr(refusal, "sentences", [refusal.sentence]):
                form.add_error(None, sentence)
    facts = {"kind": policy_kinds.get(kind), "form": form, "newest": newest, "preview": preview}
    return render(request, "people/publish_policy.html", facts, status=422 if form.errors else 200)
