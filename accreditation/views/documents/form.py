"""The form of a kind of document: what the kind asks, and the file. Made from the kind, so that a new one needs no form of its own."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accreditation.actions.submit_evidence import Submitted, submit_evidence
from accreditation.evidence_kinds import Asked, EvidenceKind, evidence_kinds
from accreditation.evidence_kinds.asking import LONGEST
from accreditation.evidence_kinds.owner import Owner
from lms.core.errors import Invalid, Refusal
from lms.vault.api import content_types


def _day(asked: Asked) -> forms.Field:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))


def _choice(asked: Asked) -> forms.Field:
    return forms.ChoiceField(choices=[(key, _(words)) for key, words in asked.choices], widget=forms.RadioSelect)


def _choices(asked: Asked) -> forms.Field:
    return forms.MultipleChoiceField(choices=[(key, _(words)) for key, words in asked.choices], widget=forms.CheckboxSelectMultiple)


def _text(asked: Asked) -> forms.Field:
    return forms.CharField(max_length=LONGEST)


def _tick(asked: Asked) -> forms.Field:
    return forms.BooleanField()


_FIELDS: dict[str, Callable[[Asked], forms.Field]] = {
    "past": _day,
    "day": _day,
    "text": _text,
    "choice": _choice,
    "choices": _choices,
    "tick": _tick,
}


class EvidenceForm(forms.Form):
    """What ``kind`` asks, and which of the other ``names`` the document bears, where there are any.

    What is typed stays when something is refused; the file has to be chosen again, and the form says so.
    """

    def __init__(self, kind: EvidenceKind, *args: Any, names: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for asked in kind.asks:
            field = _FIELDS[asked.form](asked)
            field.label, field.help_text, field.required = _(asked.label), _(asked.help) if asked.help else "", asked.required
            self.fields[asked.key] = field
        if kind.serves:
            choices = [(key, _(evidence_kinds.get(key).title)) for key in kind.serves]
            self.fields["also"] = forms.MultipleChoiceField(label=_("It also serves as"), required=False, choices=choices, widget=forms.CheckboxSelectMultiple)
        if names:
            self.fields["named"] = _name_field(names)
        if kind.takes_file:
            self.fields["file"] = _file_field(kind)

    def hand_in(self, owner: Owner, by: Any, **more: Any) -> Submitted | None:
        """Hand in what was typed; ``None`` when something is refused, and then every sentence stands in the form."""
        if not self.is_valid():
            self._ask_for_the_file_again()
            return None
        file = self.cleaned_data.pop("file", None)
        try:
            return submit_evidence(
                kind=self.kind.key, owner=owner, typed=self.cleaned_data, file=file, by=by, looked=self.data.get("looked") == "on", **more
            )  # fmt: skip
        except Refusal as refused:
            self._refuse(refused)
            return None

    def _refuse(self, refused: Refusal) -> None:
        about_file = refused.code in ("file_refused", "no_file", "guard_findings", "same_file") and "file" in self.fields
        for sentence in refused.sentences if isinstance(refused, Invalid) else [refused.sentence]:
            self.add_error("file" if about_file else None, sentence)
        if refused.code == "guard_findings":
            self.fields["looked"] = forms.BooleanField(label=_("I looked at these places; none of them is about a client."), required=False)
        if not about_file:
            self._ask_for_the_file_again()

    def _ask_for_the_file_again(self) -> None:
        if self.files.get("file"):
            self.add_error("file", _("Choose the file again: a browser does not keep it."))


def _name_field(names: Sequence[str]) -> forms.Field:
    return forms.ChoiceField(
        label=_("Which name does it bear?"), required=False, choices=[("", _("The legal name")), *((name, name) for name in names)],
        help_text=_("The name note of the packet says that both are one person. Nobody else sees it."),
    )  # fmt: skip


def _file_field(kind: EvidenceKind) -> forms.Field:
    types = [content_types.get(key) for key in kind.accepts.types]
    endings = ",".join(f".{ending}" for one in types for ending in one.endings)
    names = ", ".join(one.label.partition(" ")[2] for one in types)
    return forms.FileField(
        label=_("File"), allow_empty_file=True, error_messages={"required": _("Choose a file.")}, widget=forms.FileInput(attrs={"accept": endings}),
        help_text=_("%(names)s; at most %(size)s MB.") % {"names": names[0].upper() + names[1:], "size": kind.accepts.megabytes},
    )  # fmt: skip


def evidence_form(kind: EvidenceKind, request: HttpRequest, names: Sequence[str] = ()) -> EvidenceForm:
    """The form, filled with what was sent; ``names`` are the other names that whoever hands it in may see."""
    return EvidenceForm(kind, request.POST, request.FILES, names=names) if request.method == "POST" else EvidenceForm(kind, names=names)


def said_of(handed_in: Submitted) -> str:
    """What happened to it, in sentences."""
    sentences = [_("Handed in. A second person verifies it; you are told."), *handed_in.changes]
    if handed_in.unread:
        sentences.append(_("The words of this file could not be read here, so nobody but you and the second person looked for clients’ data."))
    return " ".join(sentences)
