"""A person's names: the legal ones as on federal forms, the one they want to be called, and others they used."""

from dataclasses import dataclass

from django.db import transaction

from lms.audit.api import record_event
from lms.core import access
from lms.core.errors import Invalid
from lms.people.models import OtherName, User

MOST_OTHER_NAMES = 20


@dataclass(frozen=True)
class Names:
    legal_first_name: str
    legal_middle_name: str
    legal_last_name: str
    preferred_name: str = ""
    other_names: tuple[str, ...] = ()


def change_names(*, person: User, names: Names, by: User) -> None:
    """Replace the names of ``person``. Raises ``Forbidden`` for anybody else's, ``Invalid`` without a last name."""
    access.require(by, "people.change_names", person)
    with transaction.atomic():
        write_names(person, names)
        person.save()
        record_event("people.names_changed", by=by, subject_kind="person", subject_id=person.public_id)


def write_names(person: User, names: Names) -> None:
    """Set the fields of ``person`` (saved by the caller) and replace the rows of other names; one that stays keeps the days it was used."""
    if not names.legal_last_name.strip():
        raise Invalid("Write your last name. If you have one name only, it goes there.")
    others = [name.strip() for name in dict.fromkeys(names.other_names) if name.strip()]
    if len(others) > MOST_OTHER_NAMES:
        raise Invalid(f"At most {MOST_OTHER_NAMES} other names fit. Write to us if you have used more.")
    for field in ("legal_first_name", "legal_middle_name", "legal_last_name", "preferred_name"):
        setattr(person, field, getattr(names, field).strip())
    there = {row.name: row for row in person.other_names.all()}
    person.other_names.all().delete()
    days = {name: {"used_from": row.used_from, "used_until": row.used_until} for name, row in there.items()}
    OtherName.objects.bulk_create(OtherName(user=person, name=name, **days.get(name, {})) for name in others)
