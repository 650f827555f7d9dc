"""Where bringing content in and copying it are reached in Wagtail's admin: addresses, the menu, buttons on pages."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.http import urlencode
from wagtail import hooks
from wagtail.admin import widgets
from wagtail.admin.menu import MenuItem

from curriculum.models import ModulePage, ProgramPage
from curriculum.rules import modules_written_by
from curriculum.views import duplicate, lesson_import

IMPORT = [
    path("", lesson_import.start, name="start"),
    path("<str:file>/", lesson_import.report, name="report"),
    path("<str:file>/keep/", lesson_import.keep, name="keep"),
]
DUPLICATE = [path("<str:program>/", duplicate.start, name="start")]


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern | URLResolver]:
    return [path("lessons/import/", include((IMPORT, "lesson_import"))), path("programs/duplicate/", include((DUPLICATE, "duplicate_program")))]


class WritersItem(MenuItem):
    """Shown to who writes lessons."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("curriculum.write_lessons"))


@hooks.register("register_admin_menu_item")
def import_item() -> MenuItem:
    return WritersItem("Import a lesson", reverse("lesson_import:start"), name="import-lesson", icon_name="upload", order=850)


@hooks.register("register_page_listing_more_buttons")
def listing_buttons(page: Any, user: Any, next_url: str | None = None) -> Iterator[widgets.Button]:
    yield from _buttons(page, user)


@hooks.register("register_page_header_buttons")
def header_buttons(page: Any, user: Any, view_name: str = "", next_url: str | None = None) -> Iterator[widgets.Button]:
    yield from _buttons(page, user)


def _buttons(page: Any, user: Any) -> Iterator[widgets.Button]:
    kind = page.specific_class
    if kind is ModulePage and modules_written_by(user).filter(pk=page.pk).exists():
        address = f"{reverse('lesson_import:start')}?{urlencode({'module': page.pk})}"
        yield widgets.Button("Import from Word or Markdown", address, icon_name="upload", priority=60)
    if kind is ProgramPage and user.has_perm("curriculum.write_program", page):
        address = reverse("duplicate_program:start", kwargs={"program": page.specific.public_id})
        yield widgets.Button("Duplicate for a new term", address, icon_name="copy", priority=60)
