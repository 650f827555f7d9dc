"""Which policies hold, what they say, and who has accepted them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Count, Prefetch, QuerySet, Subquery
from django.utils.translation import get_language

from lms.core.clock import now
from lms.people.kinds import ENGLISH, PolicyKind, policy_kinds
from lms.people.models import PolicyAcceptance, PolicyText, PolicyVersion, User


@dataclass(frozen=True)
class Shown:
    """A version as a reader sees it. ``changes``: what became different since the version they accepted, the newest first."""

    kind: PolicyKind
    policy: PolicyVersion
    text: PolicyText
    changes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Counted:
    """One line of the administrators' report."""

    policy: PolicyVersion
    change: str
    accepted: int
    is_in_force: bool
    is_to_come: bool


def today() -> date:
    """The day that decides which version holds: everybody's is the same, so it is the day in UTC."""
    return now().date()


def held_on(kind: str, day: Any) -> QuerySet[PolicyVersion]:
    """The versions of a kind that hold or held by ``day``, the one in force first."""
    return PolicyVersion.objects.filter(kind=kind, effective_from__lte=day).order_by("-number")


def versions_in_force(day: Any) -> dict[str, Subquery]:
    """For ``annotate``: the version of each kind in force on ``day``, under ``<kind>_in_force``; null where there is none."""
    return {f"{kind.key}_in_force": Subquery(held_on(kind.key, day).values("version")[:1]) for kind in policy_kinds}


def in_force() -> dict[str, PolicyVersion]:
    """The versions that hold today by kind, with their ``texts``; a kind without one is left out."""
    found: dict[str, PolicyVersion] = {}
    rows = PolicyVersion.objects.filter(effective_from__lte=today()).order_by("kind", "number")
    for policy in _with_texts(rows):
        found[policy.kind] = policy
    return {kind.key: found[kind.key] for kind in policy_kinds if kind.key in found}


def owed_kinds(person: Any) -> list[str]:
    """The kinds whose version in force ``person`` has not accepted. Costs nothing for who came with a session (``SignInBackend``)."""
    held = person.policies_in_force
    if held is None:
        held = {kind: policy.version for kind, policy in in_force().items()}
    return [kind.key for kind in policy_kinds if held.get(kind.key) and held[kind.key] != getattr(person, kind.column)]


def columns_of_acceptance() -> dict[str, str]:
    """The fields of a ``User`` who has accepted everything that is in force."""
    return {policy_kinds.get(kind).column: policy.version for kind, policy in in_force().items()}


def to_accept(person: User) -> list[Shown]:
    """What the page that asks shows: the versions that ``person`` owes an answer, or all in force when they owe none."""
    present, owed = in_force(), owed_kinds(person)
    return [_shown(policy, getattr(person, policy_kinds.get(key).column)) for key, policy in present.items() if key in owed or not owed]


def text_of(policy: PolicyVersion) -> PolicyText:
    """In the language of the page where it was written, else in English."""
    texts = {text.language: text for text in policy.texts.all()}
    return texts.get((get_language() or ENGLISH).split("-")[0]) or texts[ENGLISH]


def versions_of(kind: str) -> list[PolicyVersion]:
    """Every version of a kind with its ``texts``, the newest first, those to come included."""
    return list(_with_texts(PolicyVersion.objects.filter(kind=kind).order_by("-number")))


def accepted_by(person: User) -> QuerySet[PolicyAcceptance]:
    return PolicyAcceptance.objects.filter(person=person.public_id).order_by("pk")


def accepted_versions() -> dict[str, list[Counted]]:
    """How many people accepted each version, by kind: what administrators see. A constant number of queries."""
    counts = PolicyAcceptance.objects.values("kind", "version").annotate(people=Count("person")).order_by()
    accepted = {(row["kind"], row["version"]): row["people"] for row in counts}
    present, day = in_force(), today()
    report: dict[str, list[Counted]] = {kind.key: [] for kind in policy_kinds}
    for policy in _with_texts(PolicyVersion.objects.order_by("kind", "-number")):
        is_in_force = policy.kind in present and present[policy.kind].pk == policy.pk
        report[policy.kind].append(
            Counted(policy, text_of(policy).change, accepted.get((policy.kind, policy.version), 0), is_in_force, policy.effective_from > day)
        )
    return report


def people_who_owe() -> dict[str, int]:
    """How many people with an open account have not accepted the version in force, by kind."""
    joined = User.objects.filter(is_active=True).exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return {
        key: joined.exclude(**{policy_kinds.get(key).column: policy.version}).count() for key, policy in in_force().items()
    }  # fmt: skip


def _shown(policy: PolicyVersion, accepted: str) -> Shown:
    """Of somebody who accepted none, or one that is not known any more, nothing is said of changes."""
    since = PolicyVersion.objects.filter(kind=policy.kind, version=accepted).first()
    changes: Iterable[str] = ()
    if since is not None:
        between = PolicyVersion.objects.filter(kind=policy.kind, number__gt=since.number, number__lte=policy.number).order_by("-number")
        changes = (text_of(one).change for one in _with_texts(between))
    return Shown(policy_kinds.get(policy.kind), policy, text_of(policy), tuple(change for change in changes if change))


def _with_texts(rows: QuerySet[PolicyVersion]) -> QuerySet[PolicyVersion]:
    return rows.prefetch_related(Prefetch("texts", PolicyText.objects.order_by("pk")))
