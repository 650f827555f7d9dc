"""Merging two accounts of one person."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lms.people.models import User
from lms.people.rules import people_looked_after_by


class OtherAccountForm(forms.Form):
    """Which account is merged, by its address; only of those that ``by`` looks after."""

    email = forms.EmailField(
        label="E-mail of the other account", max_length=254, help_text="The account that goes. You see what will happen before anything does."
    )

    def __init__(self, *args: Any, by: User, kept: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.kept = by, kept

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        self.other = people_looked_after_by(self.by).filter(email__iexact=email.strip()).exclude(pk=self.kept.pk).first()
        if self.other is None:
            raise ValidationError("No other account of a student you look after has this address.")
        return email


class MergeReasonForm(forms.Form):
    """How the proposer knows."""

    reason = forms.CharField(
        label="How do you know that both accounts are one person’s?", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kept for good, and read by the second person. For example: she showed her ID and signed in to both.",
    )  # fmt: skip
