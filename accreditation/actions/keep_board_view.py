"""Saving a view of a board under a name, and removing it."""

from typing import Any

from django.db import transaction

from accreditation.models import BoardView
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import now
from lms.core.errors import Forbidden, Invalid

LONGEST_NAME = 80


@transaction.atomic
def save_board_view(*, cohort: Any, name: str, filters: str, is_shared: bool, by: Any) -> BoardView:
    """Keep ``filters`` (a query string of the board) as ``name``; the same name of the same person is overwritten. Raises ``Invalid`` without a name."""
    require(by, "accreditation.view_board", cohort)
    said = " ".join(name.split())
    if not said or len(said) > LONGEST_NAME:
        raise Invalid(f"Give the view a name of at most {LONGEST_NAME} characters.")
    facts = {"filters": filters, "is_shared": is_shared, "made_at": now()}
    view, _made = BoardView.objects.update_or_create(cohort=cohort, owner=by.public_id, name=said, defaults=facts)
    record_event("accreditation.board_view_saved", by=by, subject_kind="cohort", subject_id=cohort.slug, campus=cohort.campus.slug, data={"view": said})
    return view


@transaction.atomic
def remove_board_view(*, view: BoardView, by: Any) -> None:
    """Raises ``Forbidden`` for another's view."""
    if view.owner != by.public_id:
        raise Forbidden("Only who saved a view removes it.")
    cohort = view.cohort
    record_event("accreditation.board_view_removed", by=by, subject_kind="cohort", subject_id=cohort.slug, campus=cohort.campus.slug, data={"view": view.name})
    view.delete()
