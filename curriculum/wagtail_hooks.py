"""Where curriculum meets Wagtail: pages are served by our views, evidence is kept, snippets are listed."""

from typing import Any

from django.contrib import messages
from django.db import DEFAULT_DB_ALIAS
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.action_menu import CancelWorkflowMenuItem, SubmitForModerationMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.models import Page, WorkflowState
from wagtail.signals import workflow_approved, workflow_rejected, workflow_submitted
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from curriculum.models import (
    Authority,
    Cohort,
    ContentSnapshot,
    GlossaryTerm,
    LessonPage,
    LessonReview,
    ModulePage,
    ProgramPage,
    ReviewStep,
    Topic,
    preview_views,
)
from curriculum.rules import peer_reviews_of, states_waiting
from curriculum.views import (
    authoring,
    cms_doors,  # noqa: F401  registers its hooks on import
    drafts,
    pages,
)
from lms.core import access

VIEWS: dict[type[Page], Any] = {ProgramPage: pages.program, ModulePage: pages.module, LessonPage: pages.lesson}


preview_views.register("lessonpage", drafts.lesson_preview)


def silence_letters() -> None:
    """Wagtail would send letters on reviews during the request, beside our own notices."""
    for signal, what in ((workflow_submitted, "submitted"), (workflow_approved, "approved"), (workflow_rejected, "rejected")):
        signal.disconnect(sender=WorkflowState, dispatch_uid=f"workflow_state_{what}_email_notification")


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


@hooks.register("before_bulk_action")
def keep_reviewed_drafts_unpublished(request: HttpRequest, action: str, objects: Any, view: Any) -> HttpResponse | None:
    """Bulk publishing asks for no lock; one lesson that an attorney reads keeps the whole selection as it is."""
    pages = [page for page in objects if isinstance(page, Page)] if action == "publish" else []
    with_drafts_below = bool(request.POST.get("include_descendants"))
    read = next((page for page in pages if _is_read_by_attorney(page, with_drafts_below)), None)
    if read is None:
        return None
    messages.error(request, f"An attorney is asked to read “{read.title}” or a lesson in it, so nothing of your selection was published.")
    return redirect("wagtailadmin_explore", read.get_parent().pk)


def _is_read_by_attorney(page: Page, or_below: bool) -> bool:
    lessons = LessonPage.objects.filter(path__startswith=page.path) if or_below else LessonPage.objects.filter(pk=page.pk)
    return states_waiting(ReviewStep.ATTORNEY).filter(workflow_state__object_id__in=[str(pk) for pk in lessons.values_list("pk", flat=True)]).exists()


@hooks.register("before_edit_page")
def decide_about_what_was_read(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A peer's decision in the editor is about the revision they loaded there; it must be the newest, and the review is then about it."""
    if request.method != "POST" or not request.POST.get("action-workflow-action") or not isinstance(page, LessonPage):
        return None
    newest = page.latest_revision_id
    if request.POST.get("loaded_revision_id") == str(newest):
        peer_reviews_of(request.user).filter(workflow_state__object_id=str(page.pk)).update(revision=newest)
        return None
    messages.error(request, "The lesson was changed while you read. Read it once more, then decide.")
    return redirect("wagtailadmin_pages:edit", page.pk)


def _has_evidence(page: Page) -> bool:
    """The database refuses these deletions too (PROTECT); here an author is told why."""
    below = page.path
    kept = (
        ContentSnapshot.objects.filter(lesson__path__startswith=below),
        Cohort.objects.filter(program__path__startswith=below),
        LessonReview.objects.filter(lesson__path__startswith=below),
    )
    return any(rows.exists() for rows in kept)


def _refusal(request: HttpRequest, page: Page) -> HttpResponse:
    messages.error(request, f"Students may have studied “{page.title}”, or somebody reviewed it, so it is kept. Unpublish it instead; nobody new will see it.")
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


@hooks.register("before_create_page")
def review_new_lessons(request: HttpRequest, parent_page: Page, page_class: type[Page]) -> None:
    """A new lesson may be submitted at once, though its module has no workflow."""
    if page_class is LessonPage:
        parent_page.has_workflow = LessonPage().has_workflow


class SubmitForReview(SubmitForModerationMenuItem):
    """Wagtail's item under the words that fit."""

    label = "Submit for review"

    def get_context_data(self, parent_context: Any) -> Any:
        context = super().get_context_data(parent_context)
        again = str(context["label"]).startswith("Resubmit")
        context["label"] = "Submit again for review" if again else "Submit for review"
        return context


class TakeBack(CancelWorkflowMenuItem):
    label = "Take it back from review"


OUR_WORDS = {"action-submit": SubmitForReview, "action-cancel-workflow": TakeBack}


@hooks.register("construct_page_action_menu")
def name_the_review(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    for place, item in enumerate(menu_items):
        if item.name in OUR_WORDS and isinstance(context.get("page"), LessonPage | None):
            menu_items[place] = OUR_WORDS[item.name](order=item.order)


@hooks.register("insert_global_admin_css")
def style_for_authors() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("css/authoring.css"))


@hooks.register("insert_editor_js")
def wait_for_autosave() -> str:
    return format_html('<script src="{}"></script>', static("js/authoring.js"))


@hooks.register("construct_homepage_panels")
def show_your_programs(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(authoring.YourProgramsPanel())


@hooks.register("register_admin_urls")
def reports() -> list[URLPattern]:
    silence_letters()  # here, for addresses are made once every app is ready and has connected its receivers
    may_write = access.may("curriculum.write_lessons")
    return [
        path("reports/due-for-review/", may_write(authoring.DueForReview.as_view()), name="due_for_review"),
        path("reports/due-for-review/results/", may_write(authoring.DueForReview.as_view(results_only=True)), name="due_for_review_results"),
    ]


@hooks.register("register_reports_menu_item")
def list_due_for_review() -> MenuItem:
    return MenuItem("Due for review", reverse("due_for_review"), name="due-for-review", icon_name="calendar-check", order=50)


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
