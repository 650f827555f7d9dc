"""Which password opens an account, and whose sessions go on."""

from datetime import date
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.http import HttpRequest

from lms.core.composed import Composed
from lms.people.kinds import policy_kinds
from lms.people.models import Membership, User
from lms.people.queries.policies import today, versions_in_force
from lms.people.rules import may_sign_in

_held = Composed(
    lambda user, day: (
        Membership.objects.filter(user=user, ended_at__isnull=True).select_related("campus", "user").annotate(**versions_in_force(day)).order_by("pk")
    ),
    user=int,
    day=date,
)
# who holds no role now: closed places, newcomers between two campuses
_alone = Composed(lambda user, day: User.objects.filter(pk=user).annotate(**versions_in_force(day)).order_by("pk"), user=int, day=date)


class SignInBackend(AuthenticationBackend):
    """E-mail and password, given to our own sign-in page only.

    Django's and Wagtail's own forms pass a ``username``; they know no second factor, so nobody enters through them.
    """

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:  # type: ignore[override]
        if "username" in credentials or request is None:
            return None
        person: Any = super().authenticate(request, **credentials)
        return person if person is not None and may_sign_in(person, request) else None

    def get_user(self, user_id: Any) -> User | None:
        """Who a session belongs to, memberships, campuses and the policies in force with them: every page asks for all, and one query answers."""
        memberships = _held.rows(user=user_id, day=today())
        person: Any = memberships[0].user if memberships else _alone.first(user=user_id, day=today())
        if not self.user_can_authenticate(person):
            return None
        person.active_memberships = memberships
        row = memberships[0] if memberships else person
        person.policies_in_force = {kind.key: getattr(row, f"{kind.key}_in_force") for kind in policy_kinds}
        return person

    def user_can_authenticate(self, user: Any) -> bool:
        """Asked for every request of a session: closed accounts end at once, demonstration accounts where they are not allowed."""
        return bool(user is not None and user.is_active and (settings.DEMONSTRATION_ACCOUNTS_ALLOWED or not user.is_demonstration))
