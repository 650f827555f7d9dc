"""A notice is for one person, and nobody else sees it."""

from typing import Any

import rules
from django.db.models import QuerySet

from lms.notices.models import Notice


@rules.predicate
def is_addressee_of(person: Any, notice: Any = None) -> bool:
    return bool(notice is not None and person.is_authenticated and person.is_active and notice.person == person.public_id)


def notices_visible_to(person: Any) -> QuerySet[Notice]:
    """Twin of ``notices.view_notice``."""
    if not (person.is_authenticated and person.is_active):
        return Notice.objects.none()
    return Notice.objects.filter(person=person.public_id)


rules.add_perm("notices.view_notice", is_addressee_of)
