"""Rows that are copied in bulk are those that would have been inserted one by one, and no guard of the database sleeps meanwhile."""

from typing import Any

import pytest
from django.db import Error, transaction

from curriculum.models import StudyState
from lms.audit.models import Event
from lms.core.clock import from_ms
from lms.core.copying import copy_rows
from lms.people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.services]

EVENT = ("at", "kind", "actor", "actor_label", "subject_kind", "subject_id", "campus", "data")
ODD = 'a\tb\\N\nc "quoted" ñ \\'


def test_every_kind_of_value_arrives_as_it_was() -> None:
    data: dict[str, Any] = {"title": ODD, "numbers": [1, None, True], "inside": {"ñ": ODD}}

    rows = [(from_ms(1_700_000_000_123), ODD[:60], "", ODD, "", "", "", data), (from_ms(0), "other", "p", "", "", "", "", {})]
    copy_rows(Event, EVENT, rows)

    assert list(Event.objects.order_by("pk").values_list(*EVENT)) == rows


def test_no_rows_are_no_rows() -> None:
    copy_rows(Event, EVENT, [])

    assert not Event.objects.exists()


def test_the_guards_stay_on() -> None:
    """A row that is there already is refused, and nothing of the others stays."""
    person = User.objects.create(email="a@north.example")
    columns = ("student_id", "policy_state", "credited", "last_ordinal", "last_at_ms", "head_seq", "head_hash")
    row = (person.pk, {}, {}, 1, 1, 1, "0" * 64)

    with pytest.raises(Error), transaction.atomic():
        copy_rows(StudyState, columns, [row, row])

    assert not StudyState.objects.exists()
