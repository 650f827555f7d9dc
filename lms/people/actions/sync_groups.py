"""Wagtail asks groups: each role that enters its admin has one, named by the role's key."""

from collections.abc import Iterable

from django.contrib.auth.models import Group

from lms.people.models import Membership, User
from lms.people.roles import roles

GROUP_NAMES = [role.key for role in roles if role.enters_wagtail]


def sync_groups(people: Iterable[User]) -> None:
    """Make the groups of ``people`` follow their active memberships. Call it after writing memberships in bulk; single saves do it alone."""
    groups = {group.name: group for group in Group.objects.filter(name__in=GROUP_NAMES)}
    ids = [person.pk for person in people]
    held = set(Membership.objects.filter(user__in=ids, ended_at__isnull=True, role__in=GROUP_NAMES).values_list("user", "role"))
    links = User.groups.through.objects
    for name, group in groups.items():
        wanted = {user for user, role in held if role == name}
        present = set(links.filter(group=group, user__in=ids).values_list("user", flat=True))
        links.filter(group=group, user__in=present - wanted).delete()
        links.bulk_create([User.groups.through(user_id=user, group=group) for user in wanted - present])
