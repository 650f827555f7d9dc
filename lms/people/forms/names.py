"""What people say about themselves."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lms.people.actions.change_names import MOST_OTHER_NAMES, Names
from lms.people.forms.sign_in import ABOUT_PASSWORDS
from lms.people.kinds import policy_kinds
from lms.people.models import OtherName, User
from lms.people.queries.people import other_names_of

AUTOCOMPLETE = {"legal_first_name": "given-name", "legal_middle_name": "additional-name", "legal_last_name": "family-name", "preferred_name": "nickname"}


class NamesForm(forms.Form):
    """Names as federal forms ask for them. Give ``person`` to start from what is known."""

    legal_first_name = forms.CharField(
        label=_("Legal first name"), max_length=100, required=False, help_text=_("As on your documents. Leave it empty if you have one name only.")
    )
    legal_middle_name = forms.CharField(label=_("Legal middle name"), max_length=100, required=False)
    legal_last_name = forms.CharField(label=_("Legal last name"), max_length=100)
    preferred_name = forms.CharField(
        label=_("What we call you"), max_length=100, required=False, help_text=_("Shown on screen. Your legal name is used on certificates and forms only.")
    )
    other_names = forms.CharField(
        label=_("Other names you have used"),
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "One on each line: a name before marriage, another spelling, a nickname on records. The federal form asks for all of them. "
            "Only you and who puts your packet together see them."
        ),
    )

    def __init__(self, *args: Any, person: User | None = None, **kwargs: Any) -> None:
        if person is not None:
            kwargs.setdefault("initial", _known_names(person))
        super().__init__(*args, **kwargs)
        for name, hint in AUTOCOMPLETE.items():
            self.fields[name].widget.attrs["autocomplete"] = hint

    def clean_other_names(self) -> tuple[str, ...]:
        lines = tuple(line.strip() for line in self.cleaned_data["other_names"].splitlines() if line.strip())
        if len(lines) > MOST_OTHER_NAMES or any(len(line) > 300 for line in lines):
            raise ValidationError(_("At most %(most)s names fit, each of up to 300 characters."), params={"most": MOST_OTHER_NAMES})
        return lines

    def names(self) -> Names:
        """What was written, once ``is_valid()``."""
        return Names(**{field: self.cleaned_data[field] for field in NamesForm.base_fields})


class OtherNamesForm(forms.Form):
    """From when until when each other name was used; two fields a name."""

    def __init__(self, *args: Any, rows: list[OtherName], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in rows:
            for key, label in (("from", _("%(name)s, used from")), ("until", _("%(name)s, used until"))):
                picker = forms.DateInput(attrs={"type": "date"})
                first = getattr(row, f"used_{key}")
                self.fields[f"{key}_{row.pk}"] = forms.DateField(label=label % {"name": row.name}, required=False, widget=picker, initial=first)

    def used(self) -> dict[int, tuple[Any, Any]]:
        """What was said, by primary key, once ``is_valid()``."""
        return {row.pk: (self.cleaned_data[f"from_{row.pk}"], self.cleaned_data[f"until_{row.pk}"]) for row in self.rows}


def _known_names(person: User) -> dict[str, str]:
    known = {field: getattr(person, field) for field in NamesForm.base_fields if field != "other_names"}
    known["other_names"] = "\n".join(other_names_of(person))
    return known


class JoinForm(NamesForm):
    """A newcomer's names and password, and a box for each of ``policies``, the kinds of those in force."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=ABOUT_PASSWORDS,
    )
    password_again = forms.CharField(
        label=_("Password, once more"), strip=False, max_length=500, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    accepts_privacy = forms.BooleanField(
        label=_("I have read the privacy notice"), error_messages={"required": _("Read the privacy notice and tick this box to go on.")}
    )
    accepts_terms = forms.BooleanField(
        label=_("I accept the terms of use"), error_messages={"required": _("Read the terms of use and tick this box to go on.")}
    )

    def __init__(self, *args: Any, person: User, policies: list[str], **kwargs: Any) -> None:
        self.person = person
        super().__init__(*args, person=person, **kwargs)
        for kind in policy_kinds:
            if kind.key not in policies:
                del self.fields[f"accepts_{kind.key}"]

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.person)
        return password

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("password") and given.get("password_again") and given["password"] != given["password_again"]:
            self.add_error("password_again", _("The two passwords differ."))
        return given


class EmailForm(forms.Form):
    email = forms.EmailField(label=_("New e-mail"), max_length=254)
