"""The texts that everybody who uses an installation accepts: what it does with what it knows of people, and what people agree to."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lms.core.registry import Registry

ENGLISH = "en"
LANGUAGES = [(ENGLISH, "English"), ("es", "Español")]
"""Languages of a policy's text. English is always there; another is shown where it was written."""

ASKED, JOINED, BEFORE = "asked", "joined", "before"
HOW = {
    ASKED: "on the page that asks when a newer version holds",
    JOINED: "when accepting the invitation",
    BEFORE: "before single acceptances were kept",
}


@dataclass(frozen=True)
class PolicyKind:
    """``column``: the field of ``User`` that holds the version accepted last. ``page``: the route of the version in force."""

    key: str
    title: Promise | str
    column: str
    page: str


PRIVACY = PolicyKind("privacy", _("Privacy notice"), "privacy_version", "people:privacy")
TERMS = PolicyKind("terms", _("Terms of use"), "terms_version", "people:terms")

policy_kinds: Registry[PolicyKind] = Registry("kind of policy")
for _kind in (PRIVACY, TERMS):
    policy_kinds.register(_kind.key, _kind)
