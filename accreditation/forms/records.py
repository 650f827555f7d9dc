"""Shapes of what coordinators ask for."""

from typing import Any

from django import forms

from accreditation.models.entry import Category
from accreditation.record_formats import record_formats


class ExportForm(forms.Form):
    """Which file, as of which date."""

    format = forms.ChoiceField(label="File", choices=lambda: [(kind.key, kind.label) for kind in record_formats])
    as_of = forms.DateField(
        label="As of",
        required=False,
        help_text="Counts what was recorded up to the end of that day. Leave it empty for today.",
        widget=forms.DateInput(attrs={"type": "date"}),
    )


class CorrectionForm(forms.Form):
    """What an entry should say instead, and why."""

    minutes = forms.IntegerField(label="Minutes", min_value=0, max_value=1440, help_text="0 takes the entry away.")
    category = forms.ChoiceField(label="Kind of training", choices=Category.choices)
    topic = forms.ChoiceField(label="Topic", required=False, help_text="Leave it as it is, or put every minute under one topic.")
    reason = forms.CharField(
        label="Reason", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The student and whoever approves this read it. It is kept with the entry for good.",
    )  # fmt: skip

    def __init__(self, *args: Any, topics: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = [("", "As it is now"), *topics]  # type: ignore[attr-defined]
