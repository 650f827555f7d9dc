"""A newcomer accepts: names, password, the privacy notice and the terms of use make the account."""

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from lms.core.errors import Conflict, Invalid
from lms.people.actions.accept_invitation import take_role
from lms.people.actions.accept_policies import accept_policies
from lms.people.actions.change_names import Names, write_names
from lms.people.kinds import JOINED
from lms.people.models import Invitation, User


def join_by_invitation(*, invitation: Invitation, names: Names, password: str, versions: dict[str, str]) -> User:
    """Make the invited person's account ready and give them the role. ``versions``: by kind, the policies that they were shown and accepted.

    Raises ``Conflict`` when the letter is used, withdrawn or expired, or the person joined in the meantime;
    ``Invalid`` when names or password will not do, or a policy is not the one in force.
    """
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=invitation.person_id)
        if person.has_joined:
            raise Conflict("This account is set up already. Sign in to accept the invitation.")
        write_names(person, names)
        _set_password(person, password)
        person.save()
        EmailAddress.objects.update_or_create(user=person, email=person.email, defaults={"verified": True, "primary": True})
        take_role(invitation=invitation, person=person)
        accept_policies(person=person, versions=versions, how=JOINED)
    return person


def _set_password(person: User, password: str) -> None:
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Invalid(*error.messages) from None
    person.set_password(password)
