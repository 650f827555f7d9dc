"""The first person of an installation, who can let in everybody else."""

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from lms.audit.api import record_event
from lms.core.errors import Conflict, Invalid
from lms.people.actions.accept_policies import accept_policies
from lms.people.actions.change_names import Names, write_names
from lms.people.kinds import JOINED
from lms.people.models import Campus, Membership, User
from lms.people.models.setup import FIRST_SETUP
from lms.people.queries.setup import has_administrator
from lms.people.roles import ADMINISTRATOR, COORDINATOR, roles


@transaction.atomic
def add_first_administrator(*, email: str, names: Names, password: str, privacy_version: str, coordinates: Campus | None) -> User:
    """Make the account of the administrator, who is coordinator of ``coordinates`` too unless that is ``None``.

    Somebody who was invited and has not come yet may be that person. Raises ``Conflict`` when there is an administrator already, and ``Invalid`` when the
    address has an account, or address, names or password will not do, or the privacy notice is not the present one.
    """
    if has_administrator():
        raise Conflict("This installation has an administrator already. Sign in, or ask them for an invitation.", code="set_up")
    person = _waiting_or_new(_checked_email(email))
    write_names(person, names)
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Invalid(*error.messages, code="password") from None
    person.set_password(password)
    person.save()
    EmailAddress.objects.update_or_create(user=person, email=person.email, defaults={"verified": True, "primary": True})
    _give(person, ADMINISTRATOR.key, None)
    if coordinates is not None:
        _give(person, COORDINATOR.key, coordinates)
    accept_policies(person=person, versions={"privacy": privacy_version}, how=JOINED)
    return person


def _checked_email(email: str) -> str:
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise Invalid("That is not an e-mail address. Write it as name@example.org.", code="email") from None
    return email


def _waiting_or_new(email: str) -> User:
    found = User.objects.select_for_update().filter(email__iexact=email).first()
    if found is None:
        try:
            with transaction.atomic():
                return User.objects.create_user(email)
        except IntegrityError:  # somebody was invited at this address in this moment
            found = User.objects.select_for_update().get(email__iexact=email)
    if found.has_joined or not found.is_active:
        raise Invalid("This address has an account already. Use another one, or make its owner administrator: manage.py invite_person.", code="email")
    return found


def _give(person: User, role: str, campus: Campus | None) -> None:
    Membership.objects.get_or_create(user=person, campus=campus, role=role, ended_at=None)
    words = {"role": roles.get(role).label, "campus": campus.name if campus else "every campus"}
    slug = campus.slug if campus else ""
    record_event("people.role_given", by=FIRST_SETUP, subject_kind="person", subject_id=person.public_id, campus=slug, data=words)
