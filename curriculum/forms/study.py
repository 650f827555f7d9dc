"""What a student says of their own study: time that was not measured, notes, problems of a text."""

from django import forms
from django.utils.translation import gettext_lazy as _

from curriculum.models import ProblemKind


class AttestationForm(forms.Form):
    """What a student states about their own study."""

    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=600, help_text=_("Whole minutes you really studied this lesson that day."))
    studied_on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}), help_text=_("The day on which you studied."))
    reason = forms.CharField(
        label=_("Why the page could not count it"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: no scripts in this browser, a printed copy, a reading device. Your coordinator reads it; it is kept with the entry."),
    )  # fmt: skip


class NoteForm(forms.Form):
    """A note of the reader's own."""

    text = forms.CharField(label=_("Your note"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Only you see it."))


class ProblemForm(forms.Form):
    """What is wrong with a passage."""

    kind = forms.ChoiceField(label=_("What is wrong"), choices=ProblemKind.choices)
    text = forms.CharField(
        label=_("In a sentence"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The program’s authors read it; your name is not with it. Write nothing about a client."),
    )  # fmt: skip
