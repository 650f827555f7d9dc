"""Consents, the campus's mode, and opening an audit."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accreditation.models import SharingMode
from accreditation.policies.sharing import PURPOSES, RECIPIENTS, RECORDS


class ConsentForm(forms.Form):
    """What 34 CFR 99.30(b) asks a consent to say, and the signature."""

    campus: forms.ModelChoiceField = forms.ModelChoiceField(label=_("Campus"), queryset=None, to_field_name="slug", empty_label=None)
    purpose = forms.ChoiceField(label=_("What for"), widget=forms.RadioSelect)
    records = forms.MultipleChoiceField(
        label=_("Which records"), widget=forms.CheckboxSelectMultiple,
        help_text=_("A filing packet holds all four, so a filing needs all four shared with the organization, EOIR and USCIS."),
    )  # fmt: skip
    recipients = forms.MultipleChoiceField(label=_("To whom"), widget=forms.CheckboxSelectMultiple)
    typed_name = forms.CharField(
        label=_("Your signature: type your legal name"), max_length=255,
        help_text=_("Typing your name here, signed in as yourself, signs this consent with today’s date."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, *args: Any, campuses: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["campus"].queryset = campuses  # type: ignore[attr-defined]
        for name, words in (("purpose", PURPOSES), ("records", RECORDS), ("recipients", RECIPIENTS)):
            self.fields[name].choices = [(key, _(text)) for key, text in words.items()]  # type: ignore[attr-defined]


class SharingForm(forms.Form):
    """The mode, and why."""

    mode = forms.ChoiceField(label="Mode", choices=SharingMode.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Why", max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text="Such as the agreement with the college, and its date."
    )
