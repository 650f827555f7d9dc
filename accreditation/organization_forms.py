"""Shapes of what is recorded about an organization, one form a part."""

from typing import Any

from django import forms

from accreditation.application_forms import day_field
from accreditation.models import FeeSchedule, OrganizationLocation, RecognitionKind, SponsoringOrganization, SupportAgreement
from lms.people.api import Campus

ADDRESS_HELP = "A street address; a PO box is refused."


def _with_date_inputs(form: forms.BaseForm) -> None:
    for field in form.fields.values():
        if isinstance(field, forms.DateField):
            field.widget = forms.DateInput(attrs={"type": "date"})


class DetailsForm(forms.ModelForm):
    website = forms.URLField(label="Website", required=False, assume_scheme="https")
    effective_on = day_field("Since when", help_text="What was filed otherwise is reported to EOIR promptly (8 CFR 1292.14(a)).")

    class Meta:
        model = SponsoringOrganization
        fields = [
            "legal_name", "doing_business_as", "prior_names", "street", "city", "state", "zip_code", "phone", "email", "website", "yearly_training_minutes",
        ]  # fmt: skip
        labels = {
            "doing_business_as": "Doing business as", "zip_code": "ZIP code", "email": "E-mail", "prior_names": "Prior names",
            "yearly_training_minutes": "Training advised for each year, in minutes",
        }  # fmt: skip
        help_texts = {
            "street": ADDRESS_HELP,
            "state": "Two letters, such as MA.",
            "yearly_training_minutes": "Your own advice. No rule sets a figure; 8 CFR 1292.16(c)(2) asks for formal training (to be confirmed).",
        }


class NewOrganizationForm(DetailsForm):
    effective_on = None  # type: ignore[assignment]
    campuses = forms.ModelMultipleChoiceField(
        label="Campuses whose students it sponsors", queryset=Campus.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )


class RecognitionForm(forms.Form):
    kind = forms.ChoiceField(
        label="What the notice says", choices=RecognitionKind.choices, help_text="A first recognition is conditional for two years (8 CFR 1292.11(f))."
    )
    granted_on = day_field("Date on the notice", required=False)
    expires_on = day_field("Last day", required=False, help_text="Conditional two years at most, full six (8 CFR 1292.11(f)).")
    renewal_received_on = day_field(
        "Renewal received by EOIR on",
        required=False,
        help_text="Received on or before the last day, it keeps the recognition valid while pending (8 CFR 1292.16(b), to be confirmed).",
    )
    proof = forms.CharField(label="Proof", max_length=200, required=False, help_text="The notice or receipt, by its date or number.")


class OfficerForm(forms.Form):
    name = forms.CharField(label="Name", max_length=200)
    title = forms.CharField(label="Title", max_length=200)
    appointed_on = day_field(
        "Appointed on", help_text="Whoever was in office leaves it on this day. The change is reported to EOIR promptly (8 CFR 1292.14(a))."
    )
    person = forms.ChoiceField(label="Account on Pathway", required=False, help_text="So that the review is known to be theirs.")

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "None"), *people]  # type: ignore[attr-defined]


class LocationForm(forms.ModelForm):
    class Meta:
        model = OrganizationLocation
        fields = ["name", "street", "city", "state", "zip_code", "recognized_on", "closed_on"]
        labels = {"zip_code": "ZIP code", "recognized_on": "Recognition extended on", "closed_on": "Closed on"}
        help_texts = {"street": ADDRESS_HELP, "recognized_on": "Only EOIR extends recognition to an office, on form EOIR-31 (8 CFR 1292.15)."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _with_date_inputs(self)


class SupportForm(forms.ModelForm):
    class Meta:
        model = SupportAgreement
        fields = ["kind", "name", "bar_state", "bar_number", "agreed_on", "ends_on", "scope"]
        labels = {"kind": "Who it is", "bar_state": "State of the bar", "bar_number": "Bar number", "agreed_on": "Agreed on", "ends_on": "Ends on"}
        help_texts = {"scope": "What they help with, and how they are reached (Matter of EAC, Inc., 24 I&N Dec. 556)."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _with_date_inputs(self)


class FeesForm(forms.ModelForm):
    class Meta:
        model = FeeSchedule
        fields = ["location", "effective_on", "charges_fees", "schedule", "waiver_policy"]
        labels = {
            "location": "Office",
            "effective_on": "In force from",
            "charges_fees": "Fees are charged",
            "waiver_policy": "Policy for clients who cannot pay",
        }
        help_texts = {
            "location": "Leave it empty for every office.",
            "schedule": "What each immigration legal service costs. Kept six years (8 CFR 1292.14(b)(1)).",
            "waiver_policy": "Required in writing where fees are charged (8 CFR 1292.11(a)(1)).",
        }

    def __init__(self, *args: Any, organization: SponsoringOrganization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["location"].queryset = organization.locations.all()  # type: ignore[attr-defined]
        self.fields["location"].required = False
        _with_date_inputs(self)

    def _post_clean(self) -> None:
        """The action judges the row: it is not the form's organization that is asked here."""


class CampusesForm(forms.Form):
    campuses = forms.ModelMultipleChoiceField(label="Campuses", queryset=Campus.objects.all(), required=False, widget=forms.CheckboxSelectMultiple)
