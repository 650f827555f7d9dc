"""Saying when one used each other name: from a day, until a day, both where one remembers them."""

from datetime import date

from django.db import transaction

from lms.audit.api import record_event
from lms.core import access
from lms.core.errors import Invalid
from lms.people.models import OtherName, User

Used = tuple[date | None, date | None]


@transaction.atomic
def date_other_names(*, person: User, used: dict[int, Used], by: User) -> None:
    """Keep the days of the other names of ``person``, by primary key; names that are left out keep theirs, unknown ones are passed over.

    Raises ``Forbidden`` for anybody else's, ``Invalid`` for a name that ends before it begins. The audit names no name.
    """
    access.require(by, "people.change_names", person)
    for row in OtherName.objects.select_for_update().filter(user=person, pk__in=used):
        row.used_from, row.used_until = used[row.pk]
        if row.used_from and row.used_until and row.used_until < row.used_from:
            raise Invalid("A name cannot end before it begins. Look at the days again.")
        row.save(update_fields=["used_from", "used_until"])
    record_event("people.names_changed", by=by, subject_kind="person", subject_id=person.public_id)
