"""Who may open a route: every view of ours names its rule here, or the build fails.

Three kinds of rule: ``public`` (anyone), ``signed_in`` (any signed-in person), and a permission of the ``rules``
library, asked about the object that the route names. What a person may not see does not exist for them:
a missing object and a forbidden one both raise ``NotFound`` (security.md, principle 3).

    @access.may("curriculum.view_cohort", subject=cohort_called)
    def board(request, cohort): ...

``subject`` takes the route's own arguments by name and returns the object or ``None``; the view receives that object
in place of the route's arguments. Without ``subject`` the permission is asked about nothing (role pages).
"""

import functools
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required, login_required
from django.http import HttpRequest, HttpResponseBase

from lms.core.errors import Forbidden, NotFound

View = Callable[..., HttpResponseBase]


class SignedInRequest(HttpRequest):
    """For annotations: a request behind ``signed_in`` or ``may``, whose user is a person."""

    user: Any


PUBLIC = "public"
SIGNED_IN = "signed_in"


def public(view: View) -> View:
    """Anyone may open this route."""
    guarded = login_not_required(view)
    guarded.access_rule = PUBLIC  # type: ignore[attr-defined]
    return guarded


def signed_in(view: View) -> View:
    """Any signed-in person may open this route; it shows only what is theirs."""
    guarded = login_required(view)
    guarded.access_rule = SIGNED_IN  # type: ignore[attr-defined]
    return guarded


def may(permission: str, *, subject: Callable[..., Any] | None = None) -> Callable[[View], View]:
    """Only who holds ``permission`` on the subject may open this route; everyone else finds nothing there."""

    def guard(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, **route: Any) -> HttpResponseBase:
            if subject is None:
                require_visible(request.user, permission)
                return view(request, **route)
            # PostgreSQL cannot even be asked about text that holds a NUL; nothing has such a name
            found = None if any("\0" in str(part) for part in route.values()) else subject(**route)
            if found is None:
                raise NotFound
            require_visible(request.user, permission, found)
            return view(request, found)

        wrapped = login_required(guarded)
        wrapped.access_rule = permission  # type: ignore[attr-defined]
        return wrapped

    return guard


def require_visible(person: Any, permission: str, subject: Any = None) -> None:
    """Raise ``NotFound`` unless ``person`` holds ``permission`` on ``subject``."""
    if not person.has_perm(permission, subject):
        raise NotFound


def require(person: Any, permission: str, subject: Any = None, *, sentence: str = "You do not have the right to do this.") -> None:
    """The guard clause of an action: raise ``Forbidden`` unless ``person`` holds ``permission`` on ``subject``."""
    if not person.has_perm(permission, subject):
        raise Forbidden(sentence)
