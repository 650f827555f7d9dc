"""What a person takes away of their account, and of who saw their records."""

from typing import Any

from django.utils.translation import gettext as _

from lms.audit.api import disclosures_of
from lms.core.clock import iso_ms
from lms.core.own_export import Part, Table
from lms.people.kinds import HOW, LANGUAGES, policy_kinds
from lms.people.queries.people import names_of, other_names_of
from lms.people.queries.policies import accepted_by

ACCOUNT_FIELDS = {
    "email": "The address of the account.", "legal_name": "The legal name.", "preferred_name": "What the person is called on screen.",
    "other_names": "Other names used, as the form of the Department of Justice asks for them.",
    "other_names_used": "The same with the days from and until which each was used; null where not said.", "roles": "Roles held now, each with the campus.",
    "privacy_version": "The privacy notice that was accepted last.", "terms_version": "The terms of use that were accepted last; empty where there are none.",
}  # fmt: skip
POLICY_FIELDS = {
    "policy": "privacy (the privacy notice) or terms (the terms of use).", "version": "The version.", "at": "When it was accepted (UTC).",
    "language": "The language in which it was shown.", "how": "Where the person was asked.",
}  # fmt: skip
DISCLOSURE_FIELDS = {
    "at": "When (UTC).", "viewer": "Who looked, by name; empty for somebody without an account.", "recipient": "To whom it was handed, where that is another.",
    "what": "What was seen, exported or downloaded.", "purpose": "What for.", "campus": "The campus (its short name).",
}  # fmt: skip


def account_part(person: Any) -> Part:
    """The account."""
    held = [f"{one.get_role_display()}, {one.campus.name if one.campus else 'every campus'}" for one in person.active_memberships]
    facts = {
        "email": person.email, "legal_name": person.legal_name, "preferred_name": person.preferred_name, "other_names": other_names_of(person),
        "other_names_used": [
            {"name": row.name, "from": row.used_from and row.used_from.isoformat(), "until": row.used_until and row.used_until.isoformat()}
            for row in person.other_names.order_by("pk")
        ],
        "roles": held, "privacy_version": person.privacy_version, "terms_version": person.terms_version,
    }  # fmt: skip
    rows = [(_("E-mail"), person.email), (_("Legal name"), person.legal_name), (_("Preferred name"), person.preferred_name), (_("Roles"), "; ".join(held))]
    return Part(_("My account"), [facts], [Table(_("My account"), (_("What"), _("Value")), rows)])


def policies_part(person: Any) -> Part:
    """Every version of the privacy notice and the terms of use that the person accepted."""
    held = list(accepted_by(person))
    data = [{"policy": one.kind, "version": one.version, "at": iso_ms(one.at), "language": one.language, "how": HOW[one.how]} for one in held]
    rows = [(str(policy_kinds.get(one["policy"]).title), one["version"], one["at"], dict(LANGUAGES).get(one["language"], one["language"])) for one in data]
    columns = (_("Policy"), _("Version"), _("Accepted (UTC)"), _("Shown in"))
    return Part(_("Policies that I accepted"), data, [Table(_("Policies that I accepted"), columns, rows)])


def disclosures_part(person: Any) -> Part:
    """Everybody else who saw a record of this person, newest first."""
    looks = list(disclosures_of(person.public_id))
    names = names_of({look.viewer for look in looks})
    data = [
        {
            "at": iso_ms(look.at), "viewer": names.get(look.viewer, ""), "recipient": look.recipient, "what": look.what, "purpose": look.purpose,
            "campus": look.campus,
        }
        for look in looks
    ]  # fmt: skip
    rows = [(one["at"], one["recipient"] or one["viewer"], one["what"], one["purpose"]) for one in data]
    return Part(_("Who saw my records"), data, [Table(_("Who saw my records"), (_("When"), _("Who"), _("What"), _("What for")), rows)])
