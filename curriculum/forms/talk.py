"""Announcements, questions on lessons and their answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class AnnouncementForm(forms.Form):
    """What a cohort is told. ``seen`` is the version that is edited."""

    title = forms.CharField(label="Title", max_length=200, help_text="Students see it in their notices and in the subject of the letter.")
    text = forms.CharField(
        label="Text", max_length=20_000, widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Markdown: **bold**, lists with -, links with [words](https://…). Everybody in the cohort reads it, so no word about one student.",
    )  # fmt: skip
    send_at = forms.DateTimeField(
        label="Send at", required=False, widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text="Leave empty to send now.",
    )  # fmt: skip
    seen = forms.IntegerField(required=False, min_value=0, max_value=10**6, widget=forms.HiddenInput)

    def __init__(self, *args: Any, zone: str, is_visible: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["send_at"].help_text = f"Leave empty to send now. The time is that of {zone}."
        if is_visible:  # it was sent: its moment stays
            del self.fields["send_at"]


class QuestionForm(forms.Form):
    """A student's question on a lesson. ``key`` makes a form that is sent twice one question."""

    text = forms.CharField(
        label=_("Your question"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}), help_text=_("Do not name clients or describe a real case.")
    )
    passage = forms.CharField(
        label=_("About which heading or sentence"), max_length=300, required=False, widget=forms.TextInput(attrs={"list": "headings"}),
        help_text=_("Choose a heading, or copy a sentence from the lesson."),
    )  # fmt: skip
    may_name = forms.BooleanField(
        label=_("My name may be shown if the question is shared with my cohort"), required=False,
        help_text=_("Instructors always see who asks. Without this, others read “Somebody in your cohort”."),
    )  # fmt: skip
    key = forms.CharField(max_length=40, widget=forms.HiddenInput)


class AnswerForm(forms.Form):
    """An instructor's answer. ``seen`` is the version that is answered."""

    answer = forms.CharField(
        label="Your answer", max_length=20_000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Markdown: **bold**, lists with -, links with [words](https://…).",
    )  # fmt: skip
    share = forms.BooleanField(label="Share question and answer with the cohort", required=False)
    seen = forms.IntegerField(min_value=0, max_value=10**6, widget=forms.HiddenInput)
