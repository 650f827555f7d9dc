"""What instructors choose about marking."""

from django import forms

from assessments.models import FixPolicy, MarkingRules


class MarkingRulesForm(forms.ModelForm):
    class Meta:
        model = MarkingRules
        fields = ["anonymous", "markers", "tolerance_percent", "dispute_days"]
        help_texts = {
            "anonymous": "Markers see “Student 4F2A” instead of a name.",
            "tolerance_percent": "Only with two markers: marks that lie closer than this count by their mean. Others wait until somebody reconciles them.",
            "dispute_days": "Counted from the day the mark is shown. You have as long to answer.",
        }


class FixForm(forms.Form):
    """What is to be done with the marks of a question that was corrected."""

    policy = forms.ChoiceField(label="What is to be done with the marks", choices=FixPolicy.choices, widget=forms.RadioSelect)
    assessments = forms.MultipleChoiceField(label="In which assessments", widget=forms.CheckboxSelectMultiple)
    told = forms.CharField(
        label="What was wrong, for the students", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="A sentence or two in plain words. Whoever’s mark changes gets it as a notice and reads it beside the mark.",
    )  # fmt: skip

    def __init__(self, *args: object, pages: list, **kwargs: object) -> None:  # type: ignore[type-arg]
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = [(str(page.pk), f"{page.title} ({page.answers:,} {'answer' if page.answers == 1 else 'answers'})") for page in pages]
        self.fields["assessments"].choices = choices  # type: ignore[attr-defined]
        self.fields["assessments"].initial = [key for key, _ in choices]
