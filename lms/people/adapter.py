"""How allauth behaves here: nobody signs up alone, letters go through the job queue, links carry the configured host."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from lms.audit.api import record_event
from lms.people.actions.queue_mail import queue_letter, queue_mail
from lms.people.actions.resend_invitation import resend_invitation
from lms.people.models import User
from lms.people.queries.invitations import latest_open_invitation_of
from lms.people.rules import may_sign_in
from lms.vault.api import open_text, seal_text

CHANGES = {
    "account/email/password_changed": "The password was changed.",
    "account/email/password_reset": "The password was reset.",
    "mfa/email/totp_activated": "An authenticator app was added as second factor.",
    "mfa/email/totp_deactivated": "The authenticator app was removed as second factor.",
    "mfa/email/webauthn_added": "A passkey was added.",
    "mfa/email/webauthn_removed": "A passkey was removed.",
    "mfa/email/recovery_codes_generated": "New recovery codes were made.",
}
SECRETS = "second-factor"  # whose vault key seals the secrets of authenticator apps


def attempted_email(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Whose account a sign-in attempt is about; django-axes counts by it."""
    return str((credentials or {}).get("email") or request.POST.get("login", ""))[:254].strip().lower()


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed. Ask your coordinator."),
        "email_password_mismatch": _("That e-mail and password do not go together. Check both, or reset your password."),
        "enter_current_password": _("Type your present password."),
        "incorrect_password": _("That is not your password."),
        "invalid_login": _("Write your e-mail address and your password."),
        "invalid_password_reset": _("This link no longer works. Ask for a new one."),
        "too_many_login_attempts": _("Too many attempts. Wait ten minutes, or reset your password to get in now."),
        "rate_limited": _("Too many requests. Wait a minute, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People come by invitation."""
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """There are no user names."""

    def pre_login(self, request: HttpRequest, user: Any, **facts: Any) -> HttpResponse | None:
        """Every door passes here: password, passkey, reset and invitation."""
        if may_sign_in(user, request):
            return None
        clear_login(request)
        record_event("people.sign_in_refused", by=None, subject_kind="person", subject_id=user.public_id)
        return self.respond_user_inactive(request, user)

    def is_safe_url(self, url: str) -> bool:
        """Only paths of this site: after sign-in nobody is sent anywhere else."""
        return bool(url) and url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def format_email_subject(self, subject: str) -> str:
        return str(subject)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        facts = {"email": email, "support_email": settings.SUPPORT_EMAIL, "site_url": settings.SITE_URL, **context}
        letter = self.render_mail(template_prefix, email, facts)
        html = next((str(part.content) for part in getattr(letter, "alternatives", [])), "")
        queue_mail(to=email, subject=str(letter.subject), text=str(letter.body).strip() + "\n", html=html)

    def send_notification_mail(self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None) -> None:
        """The owner learns of every change of how one signs in; without the network address, which we do not keep."""
        sentence = CHANGES.get(template_prefix, "How one signs in to your account was changed.")
        link = {"action_url": self._site_url(reverse("people:profile")), "action_label": "Look at your account"}
        queue_letter(to=email or user.email, subject="Your account was changed", template="account_changed", context={"sentence": sentence, **link})

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        """Who never accepted the invitation gets it again; who may not sign in gets nothing; everybody reads the same page."""
        if not may_sign_in(user, self.request):
            return
        if user.has_joined:
            link = {"action_url": context["password_reset_url"], "action_label": "Choose a new password"}
            queue_letter(to=user.email, subject="Choose a new password", template="reset_password", context=link)
            return
        waiting = latest_open_invitation_of(user)
        if waiting is not None:
            resend_invitation(invitation=waiting, by=None)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The configured host, whatever the request's Host header says (AU-06)."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return self._site_url(path.replace("UID-KEY", key))

    def _site_url(self, path: str) -> str:
        return f"{settings.SITE_URL}{path}"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("people:profile")


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": "That code does not fit. Codes change every 30 seconds: try the next one."}

    def encrypt(self, text: str) -> str:
        return base64.b64encode(seal_text(SECRETS, text)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return open_text(SECRETS, base64.b64decode(encrypted_text))

    def generate_authenticator_name(self, user: User, type: Any) -> str:  # noqa: A002  allauth's name
        """What a new passkey is called until its owner says better."""
        return f"Passkey {user.authenticator_set.filter(type=type).count() + 1}"  # type: ignore[attr-defined]
