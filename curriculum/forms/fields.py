"""Fields that several forms have."""

from typing import Any

from django import forms


def day_field(label: str, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **more)


def reason_field(help_text: str) -> forms.CharField:
    return forms.CharField(label="Why", max_length=400, help_text=help_text)
