"""Whether a person has set up a second factor. Asked on every page of whoever needs one, so it is composed once (decision 42)."""

from typing import Any

from allauth.mfa.models import Authenticator

from lms.core.composed import Composed
from lms.people.rules import REAL_FACTORS


def has_second_factor(person: Any) -> bool:
    """An app's codes or a security key; recovery codes alone are none."""
    return bool(_factors.rows(person=person.pk))


_factors = Composed(lambda person: Authenticator.objects.filter(user=person, type__in=REAL_FACTORS).values_list("pk", flat=True), person=int)
