"""What the database itself refuses, and facts about one row."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from lms.people.models import Campus, Membership, OtherName, User
from tests.factories.people import CampusFactory, InvitationFactory, MembershipFactory, UserFactory, person


def test_one_address_belongs_to_one_person_in_any_case(db: None):
    User.objects.create_user("ana@north.example")

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("ANA@north.example")


def test_a_privacy_version_comes_with_its_time(db: None):
    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(privacy_version="2026-11", privacy_accepted_at=None)


def test_an_open_account_has_no_closing_time(db: None):
    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(is_active=True, deactivated_at=timezone.now())


def test_a_role_is_held_once_at_a_time(north: Campus):
    student = person("student", north)

    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(user=student, campus=north, role="student")


def test_an_ended_role_may_begin_again(north: Campus):
    student = person("student", north)
    Membership.objects.filter(user=student).update(ended_at=timezone.now())

    assert MembershipFactory(user=student, campus=north, role="student").pk


@pytest.mark.parametrize(("role", "has_campus"), [("student", False), ("administrator", True), ("emperor", True)])
def test_administrators_alone_have_no_campus(north: Campus, role: str, has_campus: bool):
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(user=UserFactory(), campus=north if has_campus else None, role=role)


def test_an_invitation_ends_in_one_way(north: Campus):
    with pytest.raises(IntegrityError), transaction.atomic():
        InvitationFactory(campus=north, accepted_at=timezone.now(), revoked_at=timezone.now())


@pytest.mark.parametrize("role", ["student", "administrator"])
def test_a_person_has_one_open_letter_for_a_role(north: Campus, role: str):
    campus = None if role == "administrator" else north
    first = InvitationFactory(campus=campus, role=role, person=UserFactory())

    with pytest.raises(IntegrityError), transaction.atomic():
        InvitationFactory(campus=campus, role=role, person=first.person)


def test_another_name_is_kept_once(db: None):
    student = UserFactory()
    OtherName.objects.create(user=student, name="Ana Silva")

    with pytest.raises(IntegrityError), transaction.atomic():
        OtherName.objects.create(user=student, name="Ana Silva")


def test_names_fall_back_on_what_is_known(db: None):
    known = User(email="ana@north.example", legal_first_name="Ana", legal_last_name="Rivera", preferred_name="Anita")
    unknown = User(email="ana@north.example")

    assert (known.legal_name, known.display_name, str(known), known.get_short_name()) == ("Ana Rivera", "Anita", "Anita", "Anita")
    assert (unknown.legal_name, unknown.display_name, unknown.get_full_name()) == ("ana@north.example", "ana@north.example", "ana@north.example")


def test_times_are_those_of_the_first_campus(north: Campus):
    assert person("student", CampusFactory(slug="west", time_zone="America/Denver")).time_zone == "America/Denver"
    assert person("administrator", north).time_zone == "UTC"


def test_memberships_are_read_once(north: Campus, django_assert_num_queries: pytest.FixtureRequest):
    student = User.objects.get(pk=person("student", north).pk)

    with django_assert_num_queries(1):
        assert student.has_role("student")
        assert student.role_labels == ["Student"]
        assert student.time_zone == "America/New_York"


def test_only_administrators_are_staff(north: Campus):
    assert person("administrator", north).is_staff
    assert not person("coordinator", north).is_staff


def test_a_superuser_comes_from_the_command_line_only(db: None):
    created = User.objects.create_superuser("root@north.example", "a-long-password")

    assert created.is_superuser
    assert User.objects.get_by_natural_key("ROOT@north.example") == created


def test_an_unknown_time_zone_is_refused(db: None):
    with pytest.raises(ValidationError, match="not a time zone"):
        Campus(slug="west", name="West", time_zone="Mars/Olympus").full_clean()
