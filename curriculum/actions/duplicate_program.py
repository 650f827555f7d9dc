"""A program for a new term: a copy that starts where the original stands and then goes its own way."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction
from wagtail.actions.copy_page import CopyPageAction
from wagtail.models import Page

from curriculum.actions.copy_materials import copy_materials
from curriculum.actions.sync_authors import sync_authors
from curriculum.importers.contributions import contributions
from curriculum.models import LessonPage, ModulePage, PageCopy, ProgramPage
from curriculum.queries.snapshots import newest_snapshot
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import now
from lms.core.errors import Conflict, Invalid


@dataclass(frozen=True)
class Copier:
    """Copies single pages and remembers where each came from; contributions copy theirs with it."""

    by: Any

    def copy(self, page: Any, parent: Page, **changed: Any) -> Any:
        """An unpublished copy of what ``page`` says to students, as the last page below ``parent``."""
        parent.refresh_from_db()
        action = CopyPageAction(page, to=parent, update_attrs=changed or None, copy_revisions=False, keep_live=False, user=self.by)
        copied = action.execute(skip_permission_checks=True).specific
        snapshot = newest_snapshot(page.pk) if isinstance(page, LessonPage) else None
        PageCopy.objects.create(page_id=copied.pk, original_id=page.pk, snapshot=snapshot, copied_at=now(), copied_by=self.by)
        return copied


@transaction.atomic
def duplicate_program(*, program: ProgramPage, title: str, slug: str, version: str, by: Any) -> ProgramPage:
    """An unpublished copy of everything published in ``program``, with its question banks and teaching materials.

    No cohort, snapshot, attempt or hour comes along; drafts and lessons on a change of law stay behind. Raises ``Forbidden``, ``Invalid`` for what
    is missing or no address, ``Conflict`` for a taken address or a version that is the original's.
    """
    require(by, "curriculum.write_program", program)
    _check(program, title, slug, version)
    copier = Copier(by)
    copied = copier.copy(program, program.get_parent(), title=title.strip(), draft_title=title.strip(), slug=slug, version=version.strip())
    pages = [(program, copied), *_copy_modules(program, copied, copier)]
    copy_materials(program=program, copied=copied, pages=pages[1:])
    for contribution in contributions:
        if contribution.copy is not None:
            contribution.copy(pages, copier)
    sync_authors()
    record_event(
        "curriculum.program_duplicated", by=by, subject_kind="program", subject_id=copied.public_id,
        data={"original": f"{program.title} {program.version}", "copy": f"{copied.title} {copied.version}"},
    )  # fmt: skip
    return copied  # type: ignore[no-any-return]


def _check(program: ProgramPage, title: str, slug: str, version: str) -> None:
    if not title.strip() or not version.strip():
        raise Invalid("Give the copy a title and a version.")
    if len(title.strip()) > 255 or len(version.strip()) > 32 or len(slug) > 64:
        raise Invalid("The title may have 255 characters, the address 64 and the version 32.")
    try:
        validate_slug(slug)
    except ValidationError:
        raise Invalid("The address may have letters, figures and hyphens only, such as immigration-law-2027.") from None
    if Page.objects.sibling_of(program).filter(slug=slug).exists():
        raise Conflict(f"There is a program with the address “{slug}” already. Choose another one.", code="slug_taken")
    if (title.strip(), version.strip()) == (program.title, program.version):
        raise Conflict("Change the title or the version, so that records tell the two programs apart.", code="same_name")


def _copy_modules(program: ProgramPage, copied: ProgramPage, copier: Copier) -> Iterator[tuple[Any, Any]]:
    for module in ModulePage.objects.child_of(program).live().order_by("path"):
        below = copier.copy(module, copied)
        yield module, below
        for lesson in LessonPage.objects.child_of(module).live().filter(delta_for=None).order_by("path"):
            copier.copy(lesson, below)
