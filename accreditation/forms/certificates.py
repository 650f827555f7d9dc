"""What certificates say, who signs them, and what becomes of one."""

from typing import Any

from django import forms


class CertificateTemplateForm(forms.Form):
    """What certificates of one track say."""

    title = forms.CharField(label="Title", max_length=100, help_text="The large line, such as Certificate of completion.")
    course = forms.CharField(
        label="Training", max_length=200, required=False, help_text="What was completed. Left empty, the program’s own title stands there."
    )
    text = forms.CharField(
        label="Text", max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text="A sentence or two about the training."
    )
    provider = forms.CharField(label="Provider", max_length=200)
    provider_address = forms.CharField(label="Provider’s address", max_length=300, help_text="Where EOIR can write to: street, city, state and ZIP code.")
    validity_months = forms.IntegerField(
        label="Valid for", min_value=1, max_value=120, required=False, help_text="Months. Left empty, certificates do not expire; no rule asks for it."
    )
    by_rule = forms.BooleanField(
        label="Issue by rule", required=False,
        help_text="Certificates are issued without a person as soon as everything the program asks for is there.",
    )  # fmt: skip


class SignatoryForm(forms.Form):
    """Who signs from a day on."""

    name = forms.CharField(label="Name", max_length=150)
    title = forms.CharField(label="Title", max_length=150, help_text="Such as Program director.")
    program = forms.ChoiceField(label="Signs for", required=False)
    appointed_from = forms.DateField(label="From", widget=forms.DateInput(attrs={"type": "date"}), help_text="Whoever signed until now ends the day before.")
    appointed_until = forms.DateField(label="Until", required=False, widget=forms.DateInput(attrs={"type": "date"}), help_text="The last day, if it is known.")

    def __init__(self, *args: Any, programs: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["program"].choices = [("", "Every program of the campus"), *programs]  # type: ignore[attr-defined]


class LastDayForm(forms.Form):
    """When an appointment ends."""

    last_day = forms.DateField(label="Last day", widget=forms.DateInput(attrs={"type": "date"}))


class CertificateDecisionForm(forms.Form):
    """What becomes of a certificate, and why."""

    decision = forms.ChoiceField(label="What to do", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Reason", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The holder and the people of the campus read it. It is kept with the certificate for good.",
    )  # fmt: skip

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = choices  # type: ignore[attr-defined]
