"""Finding people and campuses."""

from collections.abc import Iterable

from lms.people.models import Campus, User


def campus_called(slug: str) -> Campus | None:
    return Campus.objects.filter(slug=slug).first()


def person_called(public_id: str) -> User | None:
    return User.objects.filter(public_id=public_id).first()


def person_with_email(email: str) -> User | None:
    return User.objects.filter(email__iexact=email.strip()).first()


def names_of(public_ids: Iterable[str]) -> dict[str, str]:
    """Display names by public id, in one query; ids that belong to nobody (the system, erased people) are left out."""
    people = User.objects.filter(public_id__in=set(public_ids))
    return {person.public_id: person.display_name for person in people}


def other_names_of(person: User) -> list[str]:
    """Every other name the person has used, as the form asks."""
    return list(person.other_names.order_by("pk").values_list("name", flat=True))
