"""Opening a cohort, giving its places, moving and extending them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from curriculum.forms.fields import day_field, reason_field
from curriculum.models import Cohort, ProgramPage
from lms.people.api import Campus


class OneStudentForm(forms.Form):
    """One student, known or new."""

    email = forms.EmailField(label="E-mail", max_length=254)
    first_name = forms.CharField(label="First name", max_length=100, required=False, help_text="As on their ID. Needed for somebody new here.")
    last_name = forms.CharField(label="Last name", max_length=100, required=False)


class RosterForm(forms.Form):
    """A list of students."""

    roster = forms.FileField(label="File", help_text="A .csv or .xlsx file with the columns email, first name and last name.")


class CohortForm(forms.Form):
    """A new run of a program."""

    name = forms.CharField(label="Name", max_length=50, help_text="As students will see it, for example Fall 2026.")
    campus = forms.ModelChoiceField(label="Campus", queryset=Campus.objects.none(), empty_label=None)
    program: Any = forms.ModelChoiceField(label="Program", queryset=ProgramPage.objects.none(), empty_label=None)
    starts_on = forms.DateField(label="First day", widget=forms.DateInput(attrs={"type": "date"}))
    ends_on = forms.DateField(label="Last day", widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, campuses: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["campus"].queryset = campuses  # type: ignore[attr-defined]
        self.fields["program"].queryset = ProgramPage.objects.live()  # type: ignore[attr-defined]


class CapacityForm(forms.Form):
    """How many places a cohort has."""

    capacity = forms.IntegerField(label="Places", min_value=1, max_value=10_000, required=False, help_text="Leave it empty for no limit.")


class JoinLinkForm(forms.Form):
    """A link that lets people into a cohort."""

    max_uses = forms.IntegerField(label="For how many people", min_value=1, max_value=1000, initial=30)
    last_day = day_field("Works through")
    domain = forms.CharField(
        label="Only addresses at", max_length=253, required=False, help_text="What stands after the @, such as college.example. Empty: any address."
    )


class JoinForm(forms.Form):
    """Somebody new who follows a link."""

    email = forms.EmailField(label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    first_name = forms.CharField(label=_("First name"), max_length=100, help_text=_("As on your ID."))
    last_name = forms.CharField(label=_("Last name"), max_length=100)


class TransferForm(forms.Form):
    """Where a student moves to."""

    to: Any = forms.ModelChoiceField(label="To", queryset=Cohort.objects.none(), empty_label=None)
    reason = reason_field("It is kept in the history of both places.")

    def __init__(self, *args: Any, cohorts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = cohorts  # type: ignore[attr-defined]


class ExtensionForm(forms.Form):
    """What one student is allowed besides the cohort's plan."""

    page = forms.TypedChoiceField(label="Page", coerce=int)
    due_on = day_field("Due for this student", required=False)
    opens = forms.BooleanField(label="Open it now, whatever the plan says", required=False)
    expires_on = day_field("Holds through", help_text="After this day the cohort's plan counts again.")
    reason = reason_field("The student reads it.")

    def __init__(self, *args: Any, pages: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["page"].choices = pages  # type: ignore[attr-defined]


class MakeUpForm(forms.Form):
    """What a student does in place of what they missed."""

    missed = forms.TypedChoiceField(label="Missed", coerce=int)
    page = forms.TypedChoiceField(label="To do instead", coerce=int)
    due_on = day_field("Due", required=False)
    reason = reason_field("The student reads it.")

    def __init__(self, *args: Any, pages: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("missed", "page"):
            self.fields[name].choices = pages  # type: ignore[attr-defined]
