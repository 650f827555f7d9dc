"""Changes of law."""

from typing import Any

from django import forms

from curriculum.models import AuthorityStatus


class StatusForm(forms.Form):
    """What became of an authority."""

    status = forms.ChoiceField(label="Its status now", choices=AuthorityStatus.choices)
    effective_on = forms.DateField(label="Since", widget=forms.DateInput(attrs={"type": "date"}), help_text="The day from which this holds.")
    note = forms.CharField(
        label="What changed", max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text="One or two sentences. Students read them."
    )
    source = forms.CharField(label="Where it can be read", max_length=500, help_text="A citation or an address, such as 91 FR 1234.")


class DeltaLessonForm(forms.Form):
    """Which lesson brings those already trained up to date."""

    lesson: Any = forms.ModelChoiceField(label="Lesson", queryset=None, empty_label=None)
    due_on = forms.DateField(label="Due", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, lessons: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lesson"].queryset = lessons  # type: ignore[attr-defined]
