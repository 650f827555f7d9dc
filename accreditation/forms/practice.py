"""Supervised practice: what was done, with whom, in which matter."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accreditation.models.matter import CaseCategory
from accreditation.models.practice import DAY_MINUTES, Forum, Skill, Task


class WorkForm(forms.Form):
    """What a student did in a matter; the guard looks at the free text when it is saved."""

    date = forms.DateField(label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=DAY_MINUTES)
    task = forms.ChoiceField(label=_("Task"), choices=Task.choices)
    forum = forms.ChoiceField(label=_("Forum"), choices=Forum.choices, help_text=_("Where the case stood when you worked on it."))
    skill = forms.ChoiceField(label=_("Skill"), choices=Skill.choices)
    topic = forms.ChoiceField(label=_("Topic"), help_text=_("The minutes count under one topic of your program."))
    represented = forms.BooleanField(
        label=_("I directly represented the client in this"), required=False,
        help_text=_("A renewal asks how often. Only where you were allowed to, and not where you observed or drafted."),
    )  # fmt: skip
    learned = forms.CharField(
        label=_("What I learned"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6, "data-identifiers": ""}),
        help_text=_("No names, numbers, dates of birth, addresses or phones: say “the client”. Your attorney and coordinator read this."),
    )  # fmt: skip
    is_another = forms.BooleanField(label=_("This is another piece of work than the one like it in my log"), required=False)

    def __init__(self, *args: Any, topics: list[tuple[str, str]], ask_another: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = topics  # type: ignore[attr-defined]
        if not ask_another:
            del self.fields["is_another"]


class AttorneyForm(forms.Form):
    """The record of an attorney as a coordinator proposes it."""

    name = forms.CharField(label="Name", max_length=200)
    email = forms.EmailField(label="E-mail", max_length=254, help_text="Links and codes go to this address and nowhere else.")
    bar_state = forms.CharField(label="State of the bar", max_length=2, help_text="Two letters, such as MA.")
    bar_number = forms.CharField(label="Bar number", max_length=20)
    organization = forms.CharField(label="Organization", max_length=200)


class CampusForm(forms.Form):
    """One of the person's campuses."""

    campus = forms.ChoiceField(label="Campus")

    def __init__(self, *args: Any, campuses: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["campus"].choices = campuses  # type: ignore[attr-defined]


class MatterForm(forms.Form):
    """A new matter; its code comes from the server."""

    attorney = forms.ChoiceField(label="Supervising attorney")
    category = forms.ChoiceField(label="Kind of case", choices=CaseCategory.choices)
    opened_on = forms.DateField(label="Opened on", widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, attorneys: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["attorney"].choices = attorneys  # type: ignore[attr-defined]
