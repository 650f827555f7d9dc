"""Shapes of what coordinators ask for."""

from django import forms

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
