"""Shapes of what is recorded about an application."""

from typing import Any

from django import forms

from accreditation.actions.open_application import FILING_TITLES
from accreditation.models import ApplicationRole
from accreditation.models.application import LEVELS
from accreditation.policies.application_guards import said_date
from accreditation.policies.application_states import Move

RECONSIDERATION_HELP = (
    "Show where the decision is wrong in fact or in law, on the record as it was. New facts belong in a new request and will not change this one "
    "(Matter of Bay Area Legal Services, 27 I&N Dec. 837)."
)


def day_field(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    return forms.DateField(label=label, required=required, help_text=help_text, widget=forms.DateInput(attrs={"type": "date"}))


class MoveForm(forms.Form):
    """The dates, the proof and the note of one step, as its data asks for them."""

    def __init__(self, *args: Any, move: Move, known: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.move = move
        if move.key == "approve":
            self.fields["granted_level"] = forms.ChoiceField(label="Level that was granted", choices=LEVELS, help_text="As the notice says, not as asked.")
        if move.key == "correct_dates":
            self.fields["which"] = forms.ChoiceField(label="Which date", choices=[(name, _label(name)) for name in known])
            self.fields["day"] = day_field("What it should be")
        for name in (*move.dates, *move.optional):
            help_text = "" if name in move.dates else "Leave it empty when it is not known yet."
            self.fields[name] = day_field(_label(name), required=name in move.dates, help_text=help_text)
        if move.needs_proof:
            self.fields["proof"] = forms.CharField(
                label="Proof", max_length=200, help_text="The number of a receipt, letter or document. It is kept encrypted with the application."
            )
        note_help = RECONSIDERATION_HELP if move.key == "reconsider" else "Kept encrypted with the step. No client's name or number."
        self.fields["note"] = forms.CharField(
            label="Reason" if move.needs_note else "Note",
            required=move.needs_note,
            max_length=2000,
            help_text=note_help,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def step(self) -> dict[str, Any]:
        """The arguments of ``move_application``."""
        given = self.cleaned_data
        dates = {name: given[name] for name in (*self.move.dates, *self.move.optional) if given.get(name)}
        if self.move.key == "correct_dates":
            dates = {given["which"]: given["day"]}
        return {"dates": dates, "granted_level": given.get("granted_level", ""), "proof": given.get("proof", ""), "note": given["note"]}


def _label(name: str) -> str:
    said = said_date(name).removeprefix("the ")
    return said[:1].upper() + said[1:]


class RoleForm(forms.Form):
    """What the person is at the organization."""

    role = forms.ChoiceField(
        label="Role", choices=ApplicationRole.choices, help_text="8 CFR 1292.12(a)(2). A college student is not a “law student” of 1292.1(a)(2)."
    )
    role_title = forms.CharField(label="Title", max_length=120, required=False)
    graduates_on = day_field("Expected graduation", required=False, help_text="Ninety days before, you agree on what happens afterwards.")


class ChangeRoleForm(RoleForm):
    since = day_field("Since when", help_text="The day the change took effect.")


class LeaveForm(forms.Form):
    left_on = day_field("Last day at the organization", help_text="EOIR is told promptly (8 CFR 1292.14(a)); the accreditation through this organization ends.")


class OpenForm(RoleForm):
    """A request through one of the organizations of the campus."""

    organization = forms.ChoiceField(label="Organization that files")
    scheme = forms.ChoiceField(label="Kind of filing", choices=list(FILING_TITLES.items()))
    not_attorney = forms.NullBooleanField(
        label="Not an attorney", required=False, help_text="8 CFR 1292.12(a)(3).",
        widget=forms.Select(choices=[("unknown", "Not asked yet"), ("true", "Yes, is not an attorney"), ("false", "No")]),
    )  # fmt: skip
    field_order = ["organization", "scheme", "role", "role_title", "graduates_on", "not_attorney"]

    def __init__(self, *args: Any, organizations: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].choices = [(one.public_id, one.legal_name) for one in organizations]  # type: ignore[attr-defined]


class EarlierForm(RoleForm):
    """An accreditation that EOIR gave before it was recorded here."""

    organization = forms.ChoiceField(label="Organization")
    level = forms.ChoiceField(label="Level", choices=LEVELS)
    approved_on = day_field("Date of approval")
    expires_on = day_field("Printed expiry date", help_text="As the notice says, three years at most (8 CFR 1292.12(d)).")
    proof = forms.CharField(label="Proof", max_length=200, help_text="The notice of approval, by its date or number.")
    field_order = ["organization", "level", "approved_on", "expires_on", "proof", "role", "role_title", "graduates_on"]

    def __init__(self, *args: Any, organizations: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].choices = [(one.public_id, one.legal_name) for one in organizations]  # type: ignore[attr-defined]


class SettleForm(forms.Form):
    settled_on = day_field("Done on")
    proof = forms.CharField(label="Proof", max_length=200, help_text="The letter, the e-mail or the receipt.")


class NoticeForm(forms.Form):
    """What became known of EOIR's program."""

    happened = forms.CharField(label="When it happened", max_length=60, help_text="As precisely as the source says: “March 2026”.")
    sort_on = day_field("Day it is sorted by")
    text = forms.CharField(label="What is known", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}), help_text="Facts only. Promise nobody a date.")
    source = forms.CharField(label="Source", max_length=300)
    mark = forms.ChoiceField(
        label="How sure",
        choices=[("A", "A: read in an official text"), ("B", "B: read in a good secondary source"), ("C", "C: not read again"), ("D", "D: weak or moving")],
    )
