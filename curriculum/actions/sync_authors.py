"""Wagtail asks groups: each program has one for its authors, and it follows who teaches the program (security.md, AC-19)."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import GroupPagePermission, Page

from curriculum.models import ProgramPage
from curriculum.queries.programs import authors_of
from lms.people.api import User

ON_PAGES = ("add", "change", "publish", "lock", "unlock")
ON_AUTHORITIES = ("add_authority", "change_authority", "view_authority", "add_glossaryterm", "change_glossaryterm", "view_glossaryterm")
ADMINISTRATORS_TOO = ("delete_authority", "delete_glossaryterm", "add_topic", "change_topic", "view_topic", "delete_topic")


@transaction.atomic
def sync_authors() -> None:
    """Make each program's group hold the instructors of the campuses that run a cohort of it, and let it edit that program only.

    Administrators edit authorities and topics everywhere.

    Call it after writing memberships or cohorts in bulk; single saves do it alone.
    """
    Group.objects.get(name="administrator").permissions.add(*_rights(*ON_AUTHORITIES, *ADMINISTRATORS_TOO))
    for program in ProgramPage.objects.all():
        group = _group(program)
        wanted = set(authors_of(program.pk).values_list("pk", flat=True))
        links = User.groups.through.objects
        present = set(links.filter(group=group).values_list("user", flat=True))
        links.filter(group=group, user__in=present - wanted).delete()
        links.bulk_create([User.groups.through(user_id=user, group=group) for user in sorted(wanted - present)])


def _group(program: ProgramPage) -> Group:
    """The program's group with its rights; made at the first asking."""
    group, made = Group.objects.get_or_create(name=f"authors of program {program.pk}")
    if made:
        rights = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=[f"{verb}_page" for verb in ON_PAGES])
        page = Page.objects.get(pk=program.pk)
        GroupPagePermission.objects.bulk_create([GroupPagePermission(group=group, page=page, permission=right) for right in rights])
        group.permissions.add(*_rights(*ON_AUTHORITIES))
    return group


def _rights(*names: str) -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="curriculum", codename__in=names)
