"""Where curriculum meets Wagtail: pages are served by our views, evidence is kept, snippets are listed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from curriculum.models import Authority, ContentSnapshot, LessonPage, ModulePage, ProgramPage, Topic
from curriculum.views import pages

VIEWS: dict[type[Page], Any] = {ProgramPage: pages.program, ModulePage: pages.module, LessonPage: pages.lesson}


@hooks.register("before_serve_page")
def serve_with_our_views(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse | None:
    view = VIEWS.get(type(page))
    return view(request, page) if view else None


@hooks.register("before_delete_page")
def keep_pages_with_evidence(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A lesson that was ever published may be what hours rest on: it can be unpublished, not deleted."""
    if not ContentSnapshot.objects.filter(lesson__path__startswith=page.path).exists():
        return None
    messages.error(request, "Students may have studied this page, so it is kept. Unpublish it instead; nobody new will see it.")
    return redirect("wagtailadmin_explore", page.get_parent().pk)


class AuthorityViewSet(SnippetViewSet):
    model = Authority
    icon = "clipboard-list"
    list_display = ["citation", "title", "kind", "status", "confidence"]
    list_filter = ["kind", "status", "confidence"]
    search_fields = ["key", "title", "citation"]


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    list_display = ["title", "slug", "required"]


register_snippet(AuthorityViewSet)
register_snippet(TopicViewSet)
