"""A form that was sent after its session had ended is kept, so that nothing typed is lost (AU-07, decision 122).

It is sealed with the person's own key and lies in the new session of that browser, for half an hour. Whoever signs in there as
the same person reads it and may send it; nobody else opens it. Passwords, codes and files are never kept.
"""

import base64
import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from lms.core.middleware import wants_json
from lms.vault.api import Unreadable, open_text, seal_text

KEY = "kept_form"
KEPT_SECONDS = 30 * 60
LONGEST = 200_000
"""Characters of a form that is kept."""
_OF_THE_PAGE = "csrfmiddlewaretoken"
_MAY_HOLD_SECRETS = ("account_", "mfa_", "people:ask_email", "people:link_door")


@dataclass(frozen=True)
class KeptForm:
    """``path`` is where it was sent; ``fields`` in the order in which they were sent."""

    path: str
    fields: list[tuple[str, str]]

    @property
    def typed(self) -> list[str]:
        """What the person will know again: the longer texts."""
        return [value for _name, value in self.fields if " " in value.strip()]


def form_of(request: HttpRequest, view: Any) -> KeptForm | None:
    """The form of a request that may be kept; ``None`` for anything else. Ask only once the request’s token was checked."""
    if request.method != "POST" or wants_json(request) or request.headers.get("HX-Request") or request.FILES:
        return None
    name = request.resolver_match.view_name if request.resolver_match else ""
    if getattr(view, "csrf_exempt", False) or name.startswith(_MAY_HOLD_SECRETS) or request.path_info.startswith("//"):
        return None
    fields = [(name, value) for name, values in request.POST.lists() if name != _OF_THE_PAGE for value in values]
    if not fields or sum(len(name) + len(value) for name, value in fields) > LONGEST:
        return None
    return KeptForm(request.get_full_path(), fields)  # a path of this site: with “//” before it, it would be another's


def keep(session: Any, person: Any, form: KeptForm) -> None:
    """Put ``form`` into a session that nobody has signed in to yet."""
    sealed = seal_text(person.public_id, json.dumps([form.path, form.fields]))
    session[KEY] = base64.b64encode(sealed).decode()
    session.set_expiry(KEPT_SECONDS)


def kept_form(session: Any, person: Any) -> KeptForm | None:
    """What ``person`` sent before signing in again; ``None`` where nothing is kept, or something of somebody else's."""
    if KEY not in session:
        return None
    try:
        path, fields = json.loads(open_text(person.public_id, base64.b64decode(session[KEY])))
    except Unreadable:
        return None
    return KeptForm(path, [(name, value) for name, value in fields])


def where_it_is_shown() -> str:
    return reverse("people:kept_form")
