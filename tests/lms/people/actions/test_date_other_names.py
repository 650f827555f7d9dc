"""The days of other names: the person's own to say, in order, and kept when names are saved again."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from lms.audit.models import Event
from lms.core.errors import Forbidden, Invalid
from lms.people.actions.change_names import Names, change_names
from lms.people.actions.date_other_names import date_other_names
from lms.people.models import OtherName, User
from lms.people.queries.own_export import ACCOUNT_FIELDS, account_part
from tests.factories.course import signed_in

BORN, WED = date(2001, 5, 1), date(2019, 6, 30)


@pytest.fixture
def silva(student: User) -> OtherName:
    student.other_names.all().delete()
    return OtherName.objects.create(user=student, name="Ana Silva")


def test_days_are_kept_when_the_names_are_saved_again_and_the_audit_names_nobody(student: User, silva: OtherName) -> None:
    date_other_names(person=student, used={silva.pk: (BORN, WED)}, by=student)

    change_names(person=student, names=Names("Ana", "", "Rivera", "", ("Ana Costa", "Ana Silva")), by=student)

    assert [(one.name, one.used_from, one.used_until) for one in student.other_names.order_by("pk")] == [("Ana Costa", None, None), ("Ana Silva", BORN, WED)]
    assert "Silva" not in str([event.data for event in Event.objects.filter(kind="people.names_changed")])


def test_a_name_that_ends_before_it_begins_is_refused_by_the_database_too(student: User, silva: OtherName) -> None:
    with pytest.raises(Invalid, match="cannot end before it begins"):
        date_other_names(person=student, used={silva.pk: (WED, BORN)}, by=student)
    with pytest.raises(IntegrityError), transaction.atomic():
        OtherName.objects.filter(pk=silva.pk).update(used_from=WED, used_until=BORN)
    with pytest.raises(Forbidden):
        date_other_names(person=student, used={silva.pk: (BORN, None)}, by=User.objects.exclude(pk=student.pk).first() or User())


def test_the_own_page_keeps_them_and_nobody_elses(student: User, silva: OtherName) -> None:
    browser: Client = signed_in(student)
    page = reverse("people:other_names")

    assert browser.post(page, {f"from_{silva.pk}": "2019-06-30", f"until_{silva.pk}": "2001-05-01"}).status_code == 422
    assert browser.post(page, {f"from_{silva.pk}": "2001-05-01", f"until_{silva.pk}": ""}).status_code == 302

    silva.refresh_from_db()
    assert (silva.used_from, silva.used_until) == (BORN, None)
    assert page in browser.get(reverse("people:profile")).text


def test_the_own_export_holds_them(student: User, silva: OtherName) -> None:
    date_other_names(person=student, used={silva.pk: (BORN, None)}, by=student)

    [facts] = account_part(student).data

    assert facts["other_names_used"] == [{"name": "Ana Silva", "from": "2001-05-01", "until": None}]
    assert {*facts} == {*ACCOUNT_FIELDS}
