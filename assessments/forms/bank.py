"""A new bank: what it is called, and the program whose assessments draw from it."""

from typing import Any

from django import forms
from django.db.models import QuerySet


class BankForm(forms.Form):
    title = forms.CharField(max_length=200)
    program: forms.ModelChoiceField[Any] = forms.ModelChoiceField(queryset=None, empty_label="Choose a program")

    def __init__(self, *args: Any, programs: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["program"].queryset = programs  # type: ignore[attr-defined]
