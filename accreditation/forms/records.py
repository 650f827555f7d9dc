"""Shapes of what coordinators ask for."""

from typing import Any

from django import forms

from accreditation.models.entry import Category
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


class RulesForm(forms.Form):
    """What a program asks before its students are trained. Each of the three assessments may be left out."""

    in_force_from = forms.DateField(
        label="For students who begin on or after", widget=forms.DateInput(attrs={"type": "date"}), help_text="Nobody who began before is touched."
    )
    minimum_percent = forms.IntegerField(label="Share of each track’s minutes, in percent", min_value=1, max_value=100)
    attendance_percent = forms.IntegerField(
        label="Share of the hours with a teacher, in percent", min_value=0, max_value=100,
        help_text="Make-up lessons count, and are shown apart. 0 asks for none.",
    )  # fmt: skip
    all_required_topics = forms.BooleanField(label="Every must-have topic needs credited time", required=False)
    exam = forms.ChoiceField(label="Final exam", required=False)
    exam_percent = forms.IntegerField(label="Mark of the final exam, in percent", min_value=0, max_value=100)
    ethics = forms.ChoiceField(label="Ethics quiz", required=False)
    mock_interview = forms.ChoiceField(label="Mock interview", required=False)
    reason = forms.CharField(label="Reason", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), help_text="Kept with the rules; name no person.")

    def __init__(self, *args: Any, assessments: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("exam", "ethics", "mock_interview"):
            self.fields[name].choices = [("", "Not asked for"), *assessments]  # type: ignore[attr-defined]
