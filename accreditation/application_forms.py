"""Shapes of what is recorded about an application."""

from collections.abc import Sequence
from typing import Any

from django import forms

from accreditation.actions.move_application import OUTSIDE
from accreditation.actions.open_application import FILING_TITLES
from accreditation.dossier import Practice, Training
from accreditation.models import ApplicationRole, ServiceMethod
from accreditation.models.application import LEVELS
from accreditation.policies.application_guards import said_date
from accreditation.policies.application_states import Move
from accreditation.policies.filing_answers import LONGEST_LINE, LONGEST_TEXT, FormAnswers, asks_eoir, asks_uscis
from lms.core.wording import counted

RECONSIDERATION_HELP = (
    "Show where the decision is wrong in fact or in law, on the record as it was. New facts belong in a new request and will not change this one "
    "(Matter of Bay Area Legal Services, 27 I&N Dec. 837)."
)


def day_field(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    return forms.DateField(label=label, required=required, help_text=help_text, widget=forms.DateInput(attrs={"type": "date"}))


class MoveForm(forms.Form):
    """The dates, the proof and the note of one step, as its data asks for them."""

    def __init__(self, *args: Any, move: Move, known: tuple[str, ...] = (), packets: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.move = move
        if move.key == "file":
            self.fields["packet"] = forms.ChoiceField(
                label="Packet that was filed", choices=[*packets, (OUTSIDE, "Put together outside Pathway")], widget=forms.RadioSelect,
                help_text="It is frozen, and kept as it was sent. Say in the note why, where it was put together outside.",
            )  # fmt: skip
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
        return {"dates": dates, "granted_level": given.get("granted_level", ""), "proof": given.get("proof", ""), "note": given["note"],
                "packet": given.get("packet", "")}  # fmt: skip


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


class AnswersForm(forms.Form):
    """What only people can say for the form; it asks about practice at renewals only, with the totals of the log beside the question."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    prior_applications = forms.CharField(
        label="Earlier applications", required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Every earlier request for accreditation, refusals included: by which organization, when, with what result. Ask the candidate; "
        "write “none” if there was none. Form EOIR-31A, 2022 edition, as CLINIC describes it; the wording on the form is to be confirmed.",
    )  # fmt: skip
    not_attorney = forms.NullBooleanField(
        label="Not an attorney", required=False, help_text="As the candidate says (8 CFR 1292.12(a)(3)). Where the form asks it is to be confirmed.",
        widget=forms.Select(choices=[("unknown", "Not asked yet"), ("true", "Yes, is not an attorney"), ("false", "No, is an attorney")]),
    )  # fmt: skip
    service_method = forms.ChoiceField(
        label="How the full copy is served", required=False, choices=[("", "Not decided yet"), *ServiceMethod.choices],
        help_text="The proof of service on the form’s last page says the date, the method and who served (8 CFR 1292.13(a)). The date comes from the filing.",
    )  # fmt: skip
    server = forms.CharField(label="Who serves it", required=False, max_length=LONGEST_LINE, help_text="The name of the person who signs the proof of service.")

    def __init__(self, *args: Any, scheme: str, practice: Practice, trainings: list[Training], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, asked, body, count in (
            ("frequency_uscis", asks_uscis(scheme), "USCIS", practice.appearances_uscis),
            ("frequency_eoir", asks_eoir(scheme), "EOIR", practice.appearances_eoir),
        ):
            if asked:
                self.fields[name] = _frequency_field(body, count)
        if trainings:
            self.fields["without_certificate"] = forms.MultipleChoiceField(
                label="No certificate", required=False, choices=[(one.public_id, f"{one.title}, {one.provider}") for one in trainings],
                widget=forms.CheckboxSelectMultiple,
                help_text="Tick a training only once somebody asked its provider and there is no certificate. It is then listed with “no certificate”.",
            )  # fmt: skip
        self.order_fields(["seen", "prior_applications", "not_attorney", "frequency_uscis", "frequency_eoir", "without_certificate"])

    def answers(self) -> FormAnswers:
        given = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return FormAnswers(**{**given, "without_certificate": tuple(given.get("without_certificate", ()))})


def _frequency_field(body: str, count: int) -> forms.CharField:
    logged = counted(count, "confirmed entry", "confirmed entries")
    return forms.CharField(
        label=f"How often before {body}", required=False, max_length=LONGEST_LINE,
        help_text=f"How often the person directly represented before {body} in the last three years. In that time the practice log holds {logged} of it; "
        "work outside the log only the organization knows. A renewal may not leave this blank (Form EOIR-31A, 2022 edition, as CLINIC describes it; the "
        "form’s own choices are to be confirmed).",
    )  # fmt: skip


class RecipientForm(forms.Form):
    """A USCIS office, as the District Office Finder gives it for a ZIP code."""

    zip_code = forms.CharField(
        label="ZIP code it was looked up for", max_length=10, help_text="Of an office where the organization gives or means to give services."
    )
    name = forms.CharField(label="USCIS office", max_length=200)
    address = forms.CharField(label="Where it is served", max_length=300, help_text="The postal or e-mail address that the finder gives.")


class ConfirmRecipientForm(forms.Form):
    on = day_field("Looked up on", help_text="Confirm only what you looked up yourself.")


class EndRecipientForm(forms.Form):
    reason = forms.CharField(label="Why it is taken off", max_length=500)
