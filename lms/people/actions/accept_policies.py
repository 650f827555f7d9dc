"""Accepting the privacy notice and the terms of use in force."""

from django.db import transaction

from lms.audit.api import record_event
from lms.core.clock import now
from lms.core.errors import Invalid
from lms.people.kinds import policy_kinds
from lms.people.models import PolicyAcceptance, PolicyVersion, User
from lms.people.queries.policies import in_force, text_of


@transaction.atomic
def accept_policies(*, person: User, versions: dict[str, str], how: str) -> None:
    """Record that ``person`` accepted ``versions``: by kind, what they were shown, in the language of the page.

    Afterwards they owe nothing. Raises ``Invalid`` when one of these is not in force, or one in force is not among them and was
    never accepted: it changed while they read.
    """
    holds = in_force()
    for kind, policy in holds.items():
        if versions.get(kind) != policy.version and getattr(person, policy_kinds.get(kind).column) != policy.version:
            raise Invalid(_changed(kind))
    for kind, version in versions.items():
        if kind not in holds or holds[kind].version != version:
            raise Invalid(_changed(kind))
    User.objects.select_for_update().get(pk=person.pk)  # a second click waits here, and then finds the row
    for kind in versions:
        _accept(person, holds[kind], how)


def _changed(kind: str) -> str:
    if kind == "terms":
        return "The terms of use have changed while you were reading. Please read the new ones."
    return "The privacy notice has changed while you were reading. Please read the new one."


def _accept(person: User, policy: PolicyVersion, how: str) -> None:
    rows = PolicyAcceptance.objects.filter(person=person.public_id, kind=policy.kind, version=policy.version)
    if not rows.exists():
        language = text_of(policy).language
        row = PolicyAcceptance.objects.create(
            person=person.public_id, kind=policy.kind, version=policy.version, at=now(), language=language, how=how
        )  # fmt: skip
        facts = {"policy": policy.kind, "version": policy.version, "language": row.language}
        record_event("people.policy_accepted", by=person, subject_kind="person", subject_id=person.public_id, data=facts)
    column = policy_kinds.get(policy.kind).column
    setattr(person, column, policy.version)
    columns = [column]
    if policy.kind == "privacy":
        person.privacy_accepted_at = now()
        columns.append("privacy_accepted_at")
    person.save(update_fields=columns)
