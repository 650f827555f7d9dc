"""An attorney's review of a lesson."""

from django import forms


class ReviewForm(forms.Form):
    """An attorney's decision about a lesson; ``revision`` is the text that was read."""

    approve = forms.TypedChoiceField(
        label="What you decide", choices=[("1", "Approve: I read it, and what it says of the law is right today"), ("0", "Return it: something must change")],
        coerce=lambda chosen: chosen == "1", widget=forms.RadioSelect,
    )  # fmt: skip
    licensed_in = forms.CharField(
        label="Admitted in", max_length=60, required=False,
        help_text="The state or territory where you are admitted to practice, such as Massachusetts. Students read it beside your name.",
    )  # fmt: skip
    comment = forms.CharField(
        label="Comment", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 6}), help_text="For the authors. Needed when you return it."
    )
    revision = forms.RegexField(regex=r"^r[0-9]{1,18}$", widget=forms.HiddenInput)
