"""People who come with what they accepted: those of a demonstration, who met no page that asked."""

from collections.abc import Iterable
from datetime import datetime

from lms.people.kinds import JOINED
from lms.people.models import PolicyAcceptance, User
from lms.people.queries.policies import in_force, text_of


def keep_acceptances(people: Iterable[User], at: datetime) -> None:
    """A row a person and policy in force, as if each had accepted on joining at ``at``; their columns are the caller's (``columns_of_acceptance``)."""
    policies = [(policy, text_of(policy).language) for policy in in_force().values()]
    PolicyAcceptance.objects.bulk_create(
        PolicyAcceptance(person=person.public_id, kind=policy.kind, version=policy.version, at=at, language=language, how=JOINED)
        for person in people
        for policy, language in policies
    )
