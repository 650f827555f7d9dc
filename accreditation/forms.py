"""Shapes of what coordinators ask for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accreditation.models.entry import Category
from accreditation.models.practice import DAY_MINUTES, CaseCategory, Forum, Skill, Task
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
