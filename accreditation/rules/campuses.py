"""Slugs of the campuses on which a person holds a role: what rows that name a campus by slug are filtered by."""

from typing import Any

from lms.people.api import EVERY_CAMPUS, campuses_visible_to, campuses_where

READERS = ("coordinator", "officer", "auditor")


def campus_slugs(person: Any, *roles: str) -> list[str]:
    """Where the person holds one of ``roles`` (by default, reads records): every campus for administrators; none for visitors and closed accounts."""
    if not person.is_authenticated or not person.is_active:
        return []
    mine = campuses_where(person, *(roles or READERS))
    if mine is EVERY_CAMPUS:
        return list(campuses_visible_to(person).values_list("slug", flat=True))
    return [membership.campus.slug for membership in person.active_memberships if membership.campus_id in mine]
