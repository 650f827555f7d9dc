"""The factories themselves: a canary that does not survive storage would prove nothing."""

import pytest
from django.utils.html import escape

from lms.people.models import User
from tests.factories.canary import Canary, canaries_in, canary
from tests.factories.people import CampusFactory, person


def test_a_canary_names_its_campus_field_and_owner():
    text = f"<td>{escape(canary('north', 'legal_last_name', 'student2')).upper()}</td>"

    assert canaries_in(text) == {Canary("north", "legallastname", "student2")}


def test_ordinary_text_holds_no_canary():
    assert canaries_in("The hours of Ana Rivera, north campus") == set()


@pytest.mark.django_db
def test_every_text_field_of_a_person_is_a_canary():
    student = person("student", CampusFactory(slug="south"), key="student2")

    stored = User.objects.get(pk=student.pk)

    named = {"email", "legal_first_name", "legal_middle_name", "legal_last_name", "preferred_name"}
    for field in named:
        assert {found.owner for found in canaries_in(getattr(stored, field))} == {"student2"}
        assert {found.campus for found in canaries_in(getattr(stored, field))} == {"south"}
