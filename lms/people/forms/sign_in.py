"""allauth's forms in our words."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as webauthn_forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

ABOUT_PASSWORDS = _("Ten characters or more. Three or four words you can remember do well.")


class OurWords:
    """Gives allauth's forms our labels, and no placeholders (a placeholder vanishes when one starts to type)."""

    words: dict[str, Any] = {}
    helps: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.label = self.words.get(name, field.label)
            field.help_text = self.helps.get(name, "")
            field.widget.attrs.pop("placeholder", None)


class SignInForm(OurWords, account_forms.LoginForm):
    words = {"login": _("E-mail"), "password": _("Password")}


class ResetPasswordForm(OurWords, account_forms.ResetPasswordForm):
    words = {"email": _("E-mail")}


class ResetPasswordKeyForm(OurWords, account_forms.ResetPasswordKeyForm):
    words = {"password1": _("New password"), "password2": _("New password, once more")}
    helps = {"password1": ABOUT_PASSWORDS}


class ChangePasswordForm(OurWords, account_forms.ChangePasswordForm):
    words = {"oldpassword": _("Present password"), **ResetPasswordKeyForm.words}
    helps = ResetPasswordKeyForm.helps


class ReauthenticateForm(OurWords, account_forms.ReauthenticateForm):
    words = {"password": _("Password")}


class SecondFactorForm(OurWords, mfa_forms.AuthenticateForm):
    words = {"code": _("Code")}
    helps = {"code": _("Six digits from your authenticator app, or one of your recovery codes.")}


class SecondFactorAgainForm(OurWords, mfa_forms.ReauthenticateForm):
    words = SecondFactorForm.words
    helps = SecondFactorForm.helps


class ActivateAppForm(OurWords, totp_forms.ActivateTOTPForm):
    words = {"code": _("Code from the app")}
    helps = {"code": _("Six digits. They change every 30 seconds.")}


class PasskeyForm:
    """allauth trusts the browser's answer to have every key; anything else must be refused in words, not end in a server error."""

    def clean_credential(self) -> Any:
        inherited = getattr(super(), "clean_credential", None)
        with refused_when_malformed():
            return inherited() if inherited else self.cleaned_data["credential"]  # type: ignore[attr-defined]

    def clean(self) -> Any:
        with refused_when_malformed():
            return super().clean()  # type: ignore[misc]


@contextmanager
def refused_when_malformed() -> Iterator[None]:
    try:
        yield
    except (AttributeError, LookupError, TypeError, ValueError, struct.error) as error:
        raise ValidationError(_("The passkey was not used. Try again, or choose another way.")) from error


class AddPasskeyForm(OurWords, PasskeyForm, webauthn_forms.AddWebAuthnForm):
    words = {"name": _("Name"), "passwordless": _("Sign in with it alone, without password")}
    helps = {"name": _("So that you can tell your passkeys apart, e.g. “My phone”.")}


class UsePasskeyForm(PasskeyForm, webauthn_forms.AuthenticateWebAuthnForm):
    pass


class SignInWithPasskeyForm(PasskeyForm, webauthn_forms.LoginWebAuthnForm):
    pass


class PasskeyAgainForm(PasskeyForm, webauthn_forms.ReauthenticateWebAuthnForm):
    pass
