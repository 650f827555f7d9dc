"""Making a draft of an imported file, for its author to finish; nothing is published."""

from typing import Any

from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Page

from curriculum.importers.folder.media import image_with
from curriculum.importers.report import ImportedLesson, RawBlock
from curriculum.models import LessonPage, ModulePage, ProgramPage
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.errors import Conflict, Invalid
from lms.vault.api import StoredFile, remove_file


@transaction.atomic
def keep_imported_lesson(*, lesson: ImportedLesson, file: StoredFile, module: ModulePage, title: str, by: Any) -> LessonPage:
    """The draft of ``lesson`` as the last of ``module``; the uploaded ``file`` it was read from goes in the same transaction.

    Raises ``Forbidden`` for who does not write the program, ``Invalid`` without a title and ``Conflict`` once the file has become a draft.
    """
    program = ProgramPage.objects.parent_of(module).get()
    require(by, "curriculum.write_program", program)
    if not title.strip():
        raise Invalid("Give the lesson a title.")
    if not remove_file(file, by=by):
        raise Conflict("This file has become a draft already.", code="kept")
    page = LessonPage(
        title=" ".join(title.split())[:255], slug=free_slug(module, title), minutes=lesson.minutes, objectives="\n".join(lesson.objectives),
        live=False, has_unpublished_changes=True, owner=by,
    )  # fmt: skip
    page.body = LessonPage._meta.get_field("body").to_python(_blocks(lesson, page.title))
    module.refresh_from_db()  # the tree counts children on the row it is given
    module.add_child(instance=page)
    page.save_revision(user=by, log_action=True)
    record_event(
        "curriculum.lesson_imported", by=by, subject_kind="lesson", subject_id=page.public_id, data={"lesson": page.title, "file": file.name[:200]}
    )  # fmt: skip
    return page


def free_slug(parent: Page, title: str) -> str:
    """A slug from ``title`` that no page below ``parent`` has."""
    stem = slugify(title)[:200] or "lesson"
    taken = set(parent.get_children().values_list("slug", flat=True))
    return next(slug for number in range(1, len(taken) + 2) if (slug := stem if number == 1 else f"{stem}-{number}") not in taken)


def _blocks(lesson: ImportedLesson, title: str) -> list[RawBlock]:
    pictures = {number: image_with(picture.data, picture.name, f"{title}: picture {number + 1}") for number, picture in enumerate(lesson.pictures)}
    return [_placed(block, pictures) for block in lesson.blocks]


def _placed(block: RawBlock, pictures: dict[int, Any]) -> RawBlock:
    """A picture's block with the picture as it is kept; any other as it is."""
    value = block["value"]
    if block["type"] != "image" or "picture" not in value:
        return block
    return {"type": "image", "value": {"image": pictures[value["picture"]].pk, "alt": value["alt"], "caption": value["caption"]}}
