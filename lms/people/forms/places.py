"""Inviting people, giving roles, finding people."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lms.people.models import Campus, User
from lms.people.roles import roles
from lms.people.rules import campuses_visible_to, roles_given_by

EVERYWHERE = "everywhere"


class InviteForm(forms.Form):
    """Whom to invite, as what, where. Offers only what ``by`` may give."""

    email = forms.EmailField(label="E-mail", max_length=254)
    role = forms.ChoiceField(label="Role")
    campus = forms.ChoiceField(label="Campus")
    legal_first_name = forms.CharField(label="First name", max_length=100, required=False)
    legal_last_name = forms.CharField(label="Last name", max_length=100, required=False, help_text="They can correct it when they accept.")

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["campus"].choices, self.fields["role"].choices, self.places = _places(by)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if {"role", "campus"} <= given.keys():
            if (given["role"], given["campus"]) not in self.places:
                raise ValidationError("You cannot give this role there. Administrators look after every campus; everybody else belongs to one.")
            given["campus"] = Campus.objects.filter(slug=given["campus"]).first()
        return given


class GiveRoleForm(InviteForm):
    """A further role for somebody who is here already."""

    email = legal_first_name = legal_last_name = None  # type: ignore[assignment]


def _places(by: User) -> tuple[list[tuple[str, str]], list[tuple[str, str]], set[tuple[str, str]]]:
    """Choices of campus, choices of role, and the pairs of them that ``by`` may give."""
    campuses = [campus for campus in campuses_visible_to(by).filter(is_active=True) if roles_given_by(by, campus)]
    places = {(role.key, campus.slug) for campus in campuses for role in roles_given_by(by, campus)}
    choices = [(campus.slug, campus.name) for campus in campuses]
    if roles_given_by(by, None):
        choices.append((EVERYWHERE, "Every campus (administrators)"))
        places |= {(role.key, EVERYWHERE) for role in roles_given_by(by, None)}
    given = {role for role, _campus in places}
    return choices, [(role.key, role.label) for role in roles if role.key in given], places


class FindForm(forms.Form):
    """The filter above the list of people."""

    q = forms.CharField(label="Name or e-mail", required=False, max_length=100)
    role = forms.ChoiceField(label="Role", required=False, choices=[("", "Any role"), *((role.key, role.label) for role in roles)])
