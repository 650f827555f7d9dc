"""Case rounds: leader and agenda, and a student's note."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

BY_INSTRUCTOR = ""


class RoundForm(forms.Form):
    """Who leads, and the matters on the agenda by their codes. ``attorneys`` are (public id, name), ``codes`` those that may stand on it."""

    leader = forms.ChoiceField(label="Led by", required=False)
    matters = forms.MultipleChoiceField(
        label="Matters on the agenda", widget=forms.CheckboxSelectMultiple, help_text="The students of the cohort see the codes, and nothing else of a matter."
    )

    def __init__(self, *args: Any, attorneys: list[tuple[str, str]], codes: list[str], instructor: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_instructor = f"The instructor of the session, {instructor}" if instructor else "The instructor of the session, once it has one"
        self.fields["leader"].choices = [(BY_INSTRUCTOR, by_instructor), *attorneys]  # type: ignore[attr-defined]
        self.fields["matters"].choices = [(code, code) for code in codes]  # type: ignore[attr-defined]


class NoteForm(forms.Form):
    """What a student presented of one matter; the guard looks at it when it is saved."""

    code = forms.CharField(max_length=6, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("What I presented"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4, "data-identifiers": ""}),
        help_text=_("No names, numbers, dates of birth, addresses or phones: say “the client”. Whoever leads the round and your coordinator read this."),
    )  # fmt: skip
