"""What a program asks of its students."""

from typing import Any

from django import forms


class RulesForm(forms.Form):
    """What a program asks before its students are trained. Each of the three assessments may be left out."""

    in_force_from = forms.DateField(
        label="For students who begin on or after", widget=forms.DateInput(attrs={"type": "date"}), help_text="Nobody who began before is touched."
    )
    minimum_percent = forms.IntegerField(label="Share of each track’s minutes, in percent", min_value=1, max_value=100)
    attendance_percent = forms.IntegerField(
        label="Share of the hours with a teacher, in percent", min_value=0, max_value=100,
        help_text="0 asks for none.",
    )  # fmt: skip
    make_up_counts = forms.BooleanField(
        label="Make-up lessons count toward the hours with a teacher", required=False, help_text="They are shown apart either way."
    )
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
