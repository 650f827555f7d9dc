"""Finding people and campuses."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Case, OuterRef, Prefetch, Q, QuerySet, Subquery, When

from lms.audit.api import events_about, sentence_of
from lms.core.composed import Composed
from lms.people.models import Campus, Membership, User
from lms.people.models.setup import FIRST_SETUP
from lms.people.predicates import EVERY_CAMPUS, campuses_where
from lms.people.roles import ADMINISTRATOR, COORDINATOR
from lms.people.rules import members_visible_to, memberships_visible_to

LATEST = 20
SHOWN_HISTORY = [
    f"people.{happened}"
    for happened in ("invited", "invitation_sent_again", "invitation_revoked", "joined", "role_given", "role_ended", "deactivated", "reactivated", "merged")
]


def campus_called(slug: str) -> Campus | None:
    return _campus.first(slug=slug)


_campus = Composed(lambda slug: Campus.objects.filter(slug=slug).order_by(), slug=str)


def person_called(public_id: str) -> User | None:
    return User.objects.filter(public_id=public_id).first()


def person_with_email(email: str) -> User | None:
    """Whose address this is: the one an account signs in with, or that of an account which was merged into it."""
    asked = email.strip()
    own = Q(email__iexact=asked) | Q(emailaddress__email__iexact=asked, emailaddress__verified=True)
    # while an address change is under way, who signs in with it comes before who once did
    return User.objects.filter(own).order_by(Case(When(email__iexact=asked, then=0), default=1), "pk").first()


def names_of(public_ids: Iterable[str]) -> dict[str, str]:
    """Display names by public id, in one query; ids that belong to nobody (the system, erased people) are left out."""
    asked = set(public_ids)
    names = {person.public_id: person.display_name for person in User.objects.filter(public_id__in=asked)}
    return names | ({FIRST_SETUP.public_id: "the first set-up"} if FIRST_SETUP.public_id in asked else {})


def time_zones_of(public_ids: Iterable[str]) -> dict[str, str]:
    """``User.time_zone`` of each active person among ``public_ids``, in one query; closed accounts and unknown ids are left out."""
    people = User.objects.filter(public_id__in=set(public_ids), is_active=True)
    held = Membership.objects.filter(user=OuterRef("pk"), ended_at__isnull=True, campus__isnull=False).order_by("pk")
    rows = people.annotate(zone=Subquery(held.values("campus__time_zone")[:1])).values_list("public_id", "zone")
    return {person: zone or "UTC" for person, zone in rows}


def holders_of(campus_pk: int, *role_keys: str) -> QuerySet[User]:
    """The active people who hold one of the roles on a campus, each once."""
    held = Membership.objects.filter(campus=campus_pk, role__in=role_keys, ended_at__isnull=True)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("pk")


def administrators() -> QuerySet[User]:
    """The active people who look after every campus."""
    held = Membership.objects.filter(role=ADMINISTRATOR.key, ended_at__isnull=True)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("pk")


def other_names_of(person: User) -> list[str]:
    """Every other name the person has used, as the form asks."""
    return list(person.other_names.order_by("pk").values_list("name", flat=True))


def is_last_administrator(person: User) -> bool:
    """True when nobody else could look after the installation.

    Locks all administrators until the transaction ends: two of them who close each other at the same time wait for each other here.
    """
    administrators = Membership.objects.select_for_update().filter(role=ADMINISTRATOR.key, ended_at__isnull=True, user__is_active=True)
    return set(administrators.order_by("pk").values_list("user", flat=True)) == {person.pk}


def members(viewer: User, *, search: str = "", role: str = "") -> QuerySet[User]:
    """The people whose page ``viewer`` may open, by name, with ``shown_memberships``: those of their roles that ``viewer`` is shown."""
    shown = memberships_visible_to(viewer).select_related("campus").order_by("pk")
    found = members_visible_to(viewer)
    if role:
        found = found.filter(pk__in=shown.filter(role=role).values("user"))
    for word in search.split():
        found = found.filter(_named(word))
    nameless_last = Case(When(legal_last_name="", then=1), default=0)
    by_name = found.order_by(nameless_last, "legal_last_name", "legal_first_name", "email")
    return by_name.prefetch_related(Prefetch("memberships", shown, to_attr="shown_memberships"))


def shown_membership(viewer: User, person: User, *, role: str, campus: str) -> Membership | None:
    """The active role of ``person`` on the campus with this slug (empty: on all of them), as far as ``viewer`` is shown it."""
    place = {"campus__slug": campus} if campus else {"campus__isnull": True}
    return memberships_visible_to(viewer).filter(user=person, role=role, **place).select_related("campus", "user").first()


def shown_history(viewer: User, person: User) -> list[tuple[datetime, str]]:
    """What happened to ``person``, newest first, as far as it concerns campuses ``viewer`` coordinates or none at all."""
    happened = events_about("person", person.public_id).filter(kind__in=SHOWN_HISTORY).order_by("-pk")
    mine = campuses_where(viewer, COORDINATOR.key)
    if mine is not EVERY_CAMPUS:
        slugs = list(Campus.objects.filter(pk__in=mine).values_list("slug", flat=True))
        happened = happened.filter(campus__in=[*slugs, ""])
    return [(event.at, sentence_of(event)) for event in happened[:LATEST]]


def _named(word: str) -> Q:
    fields = ("email", "legal_first_name", "legal_last_name", "preferred_name")
    condition = Q()
    for field in fields:
        condition |= Q(**{f"{field}__icontains": word})
    return condition
