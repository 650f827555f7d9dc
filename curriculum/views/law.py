"""The law as readers see it: authorities with their status and where they are taught, and the glossary."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from curriculum.models import Authority, GlossaryTerm
from curriculum.models.authority import AuthorityKind, AuthorityStatus
from curriculum.queries.affected import affected_kinds
from curriculum.queries.law import authorities_found, authority_called, history_of, teaching_of, term_called
from lms.core import access
from lms.core.errors import NotFound

PAGE = 50


@access.signed_in
def authorities(request: HttpRequest) -> HttpResponse:
    """Every authority, found by words or by a citation as typed."""
    asked = {name: request.GET.get(name, "").strip()[:100].replace("\0", "") for name in ("q", "kind", "status")}
    found = authorities_found(asked["q"], asked["kind"], asked["status"])
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    query = "".join(f"{urlencode({name: value})}&" for name, value in asked.items() if value)
    context: dict[str, Any] = {"page": page, "asked": asked, "query": query, "kinds": AuthorityKind.choices, "statuses": AuthorityStatus.choices}
    context["may_change"] = request.user.has_perm("curriculum.change_law")
    return render(request, "curriculum/law/authorities.html", context)


@access.signed_in
def authority(request: HttpRequest, slug: str) -> HttpResponse:
    """One authority; with ``?card`` only what a popover shows."""
    found = _authority(slug)
    if "card" in request.GET:
        return render(request, "curriculum/law/_card.html", {"authority": found})
    taught = [(affected_kinds.get(kind).label, rows) for kind, rows in teaching_of(found, request.user).items()]
    context = {"authority": found, "history": history_of(found), "taught": taught, "may_change": request.user.has_perm("curriculum.change_law")}
    return render(request, "curriculum/law/authority.html", context)


def _authority(slug: str) -> Authority:
    found = authority_called(slug)
    if found is None:
        raise NotFound("We know no authority of that name.")
    return found


@access.signed_in
def glossary(request: HttpRequest) -> HttpResponse:
    """Every term with its definition."""
    return render(request, "curriculum/law/glossary.html", {"terms": GlossaryTerm.objects.all()})


@access.signed_in
def term(request: HttpRequest, slug: str) -> HttpResponse:
    """One term; with ``?card`` only what a popover shows."""
    found: Any = term_called(slug)
    if found is None:
        raise NotFound("The glossary has no such term.")
    return render(request, "curriculum/law/_term.html" if "card" in request.GET else "curriculum/law/term.html", {"term": found})
