"""The form of a new token."""

from django import forms

from lms.people.actions.api_tokens import LONGEST_DAYS


class ApiTokenForm(forms.Form):
    name = forms.CharField(label="Which program gets it", max_length=80, help_text="For example: enrollment office, nightly import.")
    days = forms.IntegerField(label="Days it works", min_value=1, max_value=LONGEST_DAYS, initial=90, help_text=f"{LONGEST_DAYS} at most; then make a new one.")
