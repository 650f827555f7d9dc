"""A person: signs in by e-mail, and has the legal name that federal forms ask for."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

import rules
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from lms.core.models import PublicIdModel, new_public_id
from lms.people.roles import roles

if TYPE_CHECKING:
    from lms.people.models.membership import Membership


class UserManager(BaseUserManager["User"]):
    """Makes people; e-mail addresses compare without regard to case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


def legal_name(first: str, middle: str, last: str, email: str) -> str:
    """First, middle and last name as on the form; the e-mail while nothing else is known."""
    return " ".join([part for part in (first, middle, last) if part]) or email


class User(PublicIdModel, AbstractBaseUser, PermissionsMixin):
    """One person. Their roles are memberships; nothing about immigration status, birth or origin is kept.

    ``privacy_version`` and ``terms_version`` repeat the last of their ``PolicyAcceptance`` rows, for every page asks.
    """

    email = models.EmailField("e-mail", max_length=254, unique=True)
    legal_first_name = models.CharField(max_length=100, blank=True)
    legal_middle_name = models.CharField(max_length=100, blank=True)
    legal_last_name = models.CharField(max_length=100, blank=True)
    preferred_name = models.CharField(max_length=100, blank=True, help_text="What we call you on screen.")
    is_active = models.BooleanField(default=True)
    is_demonstration = models.BooleanField(default=False)
    privacy_version = models.CharField(max_length=20, blank=True)
    privacy_accepted_at = models.DateTimeField(null=True, blank=True)
    terms_version = models.CharField(max_length=20, blank=True, db_default="")
    created_at = models.DateTimeField(auto_now_add=True)
    deactivated_at = models.DateTimeField(null=True, blank=True)
    session_seed = models.CharField(max_length=22, default=new_public_id, editable=False)

    policies_in_force: dict[str, str | None] | None = None
    """The version of each kind of policy that holds; set on who comes with a session, so that asking costs no query."""

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        ordering = ["legal_last_name", "legal_first_name", "email"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once"),
            models.CheckConstraint(
                condition=models.Q(privacy_version="", privacy_accepted_at__isnull=True)
                | (~models.Q(privacy_version="") & models.Q(privacy_accepted_at__isnull=False)),
                name="user_privacy_version_with_time",
            ),
            models.CheckConstraint(
                condition=models.Q(is_active=True, deactivated_at__isnull=True) | models.Q(is_active=False),
                name="user_deactivated_is_inactive",
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def legal_name(self) -> str:
        return legal_name(self.legal_first_name, self.legal_middle_name, self.legal_last_name, self.email)

    @property
    def display_name(self) -> str:
        """What the person asks to be called."""
        return self.preferred_name or self.legal_first_name or self.email

    @property
    def has_joined(self) -> bool:
        """False for somebody who was invited and has not chosen a password yet."""
        return self.has_usable_password()

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Permissions of ours follow their rule, even for Django's superuser; Wagtail's follow groups."""
        if rules.perm_exists(perm):
            return bool(self.is_active and rules.has_perm(perm, self, obj))
        return super().has_perm(perm, obj)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Every session of the person carries this; a new password or a new seed ends them all at their next request."""
        return salted_hmac("lms.people.session", self.password + self.session_seed, secret=secret, algorithm="sha256").hexdigest()

    @property
    def first_name(self) -> str:
        """Wagtail asks for it when it greets."""
        return self.display_name

    @property
    def last_name(self) -> str:
        return self.legal_last_name

    def get_full_name(self) -> str:
        return self.legal_name

    def get_short_name(self) -> str:
        return self.display_name

    @property
    def is_staff(self) -> bool:
        """Django's word for “may see staff pages”: administrators only."""
        return self.has_role("administrator")

    @cached_property
    def active_memberships(self) -> "list[Membership]":
        """The person's memberships that have not ended, campuses included; one query a request."""
        return list(self.memberships.filter(ended_at__isnull=True).select_related("campus").order_by("pk"))

    def has_role(self, *keys: str) -> bool:
        """True when the person holds one of the roles on any campus."""
        return any(membership.role in keys for membership in self.active_memberships)

    @property
    def role_labels(self) -> list[str]:
        held = {membership.role for membership in self.active_memberships}
        return [role.label for role in roles if role.key in held]

    @property
    def time_zone(self) -> str:
        """The zone of the person's first campus; UTC without one."""
        return next((membership.campus.time_zone for membership in self.active_memberships if membership.campus), "UTC")


class OtherName(models.Model):
    """Another name the person has used, and from when until when, where they say so; the form asks for every one.

    It can be a dead name: nobody sees it but the person and who puts their packet together (decision 103).
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="other_names")
    name = models.CharField(max_length=300)
    used_from = models.DateField(null=True, blank=True)
    used_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="other_name_once"),
            models.CheckConstraint(
                condition=models.Q(used_from__isnull=True) | models.Q(used_until__isnull=True) | models.Q(used_from__lte=models.F("used_until")),
                name="other_name_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name
