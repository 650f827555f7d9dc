"""Where curriculum meets Wagtail: pages are served by our views, evidence is kept, snippets are listed."""

from typing import Any

from django.contrib import messages
from django.db import DEFAULT_DB_ALIAS
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from curriculum.models import Authority, Cohort, ContentSnapshot, GlossaryTerm, LessonPage, ModulePage, ProgramPage, Topic
from curriculum.views import (
    cms_doors,  # noqa: F401  registers its hooks on import
    pages,
)

VIEWS: dict[type[Page], Any] = {ProgramPage: pages.program, ModulePage: pages.module, LessonPage: pages.lesson}


@hooks.register("before_serve_page")
def serve_with_our_views(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse | None:
    view = VIEWS.get(type(page))
    return view(request, page) if view else None


@hooks.register("before_delete_page")
def keep_pages_with_evidence(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A lesson that was ever published may be what hours rest on: it can be unpublished, not deleted."""
    return _refusal(request, page) if _has_evidence(page) else None


@hooks.register("before_bulk_action")
def keep_pages_with_evidence_in_bulk(request: HttpRequest, action: str, objects: Any, view: Any) -> HttpResponse | None:
    """Bulk actions do not ask ``before_delete_page``; one page with evidence keeps the whole selection."""
    pages = [page for page in objects if isinstance(page, Page)] if action == "delete" else []
    kept = next((page for page in pages if _has_evidence(page)), None)
    return _refusal(request, kept) if kept is not None else None


def _has_evidence(page: Page) -> bool:
    """The database refuses these deletions too (PROTECT); here an author is told why."""
    below = page.path
    return ContentSnapshot.objects.filter(lesson__path__startswith=below).exists() or Cohort.objects.filter(program__path__startswith=below).exists()


def _refusal(request: HttpRequest, page: Page) -> HttpResponse:
    messages.error(request, f"Students may have studied “{page.title}”, so it is kept. Unpublish it instead; nobody new will see it.")
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_delete_snippet")
def keep_what_is_used(request: HttpRequest, instances: Any) -> HttpResponse | None:
    """The database refuses to delete an authority or topic that something rests on; here a person is told so."""
    for instance in instances:
        try:
            Collector(using=DEFAULT_DB_ALIAS).collect([instance])
        except (ProtectedError, RestrictedError):
            messages.error(request, f"“{instance}” is used by lessons or has a history, so it is kept.")
            return redirect(instance.snippet_viewset.get_url_name("list"))
    return None


class AuthorityChooserViewSet(SnippetChooserViewSet):
    """An author who misses an authority while writing adds it on the spot."""

    form_fields = ["key", "kind", "title", "citation"]


class AuthorityViewSet(SnippetViewSet):
    model = Authority
    chooser_viewset_class = AuthorityChooserViewSet
    icon = "clipboard-list"
    list_display = ["citation", "title", "kind", "status", "confidence"]
    list_filter = ["kind", "status", "confidence"]
    search_fields = ["key", "title", "citation"]


class GlossaryTermChooserViewSet(SnippetChooserViewSet):
    form_fields = ["term", "slug", "definition"]


class GlossaryTermViewSet(SnippetViewSet):
    model = GlossaryTerm
    chooser_viewset_class = GlossaryTermChooserViewSet
    icon = "openquote"
    list_display = ["term", "slug"]
    search_fields = ["term", "forms", "definition"]


class TopicChooserViewSet(SnippetChooserViewSet):
    form_fields = ["title", "slug"]


class TopicViewSet(SnippetViewSet):
    model = Topic
    chooser_viewset_class = TopicChooserViewSet
    icon = "tag"
    list_display = ["title", "slug", "required"]


register_snippet(AuthorityViewSet)
register_snippet(GlossaryTermViewSet)
register_snippet(TopicViewSet)
