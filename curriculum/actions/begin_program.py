"""A program with nothing in it yet, for a college that writes its own."""

from typing import Any

from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Page

from curriculum.importers.folder import root_page
from curriculum.models import ProgramPage, ProgramTrack
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import now
from lms.core.errors import Conflict, Invalid

LONGEST_SLUG = 64


@transaction.atomic
def begin_program(*, title: str, by: Any) -> ProgramPage:
    """A published program with one track of no minutes; its authors add modules, topics and lessons under ``/cms/``.

    Raises ``Forbidden``, ``Invalid`` for a title that makes no address, ``Conflict`` when a program stands at that address.
    """
    require(by, "curriculum.begin_program")
    title = " ".join(title.split())
    slug = slugify(title)[:LONGEST_SLUG].strip("-")
    if not slug or len(title) > 255:
        raise Invalid("Give the program a title with letters in it, of at most 255 characters.")
    root = root_page()
    if Page.objects.child_of(root).filter(slug=slug).exists():
        raise Conflict(f"There is a page with the address “{slug}” already. Choose another title.", code="slug_taken")
    program = ProgramPage(title=title, slug=slug, version=f"{now().year}.1")
    track = ProgramTrack(slug="law_and_skills", title="Law and skills", minutes=0, on_eoir_list=True)
    program.tracks.add(track)
    root.add_child(instance=program)
    program.save_revision(user=by).publish()
    record_event("curriculum.program_begun", by=by, subject_kind="program", subject_id=program.public_id, data={"title": title})
    return program
