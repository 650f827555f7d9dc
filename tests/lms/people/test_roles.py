"""Roles as prose."""

from lms.people.roles import CHOICES, roles


def test_every_role_says_what_it_is_for():
    assert all(role.label and role.description.endswith(".") for role in roles)
    assert [key for key, _label in CHOICES] == roles.keys()


def test_who_handles_other_peoples_records_needs_a_second_factor():
    assert {role.key for role in roles if role.needs_second_factor} == {"coordinator", "officer", "administrator"}


def test_only_instructors_and_administrators_enter_wagtail():
    assert {role.key for role in roles if role.enters_wagtail} == {"instructor", "administrator"}


def test_roles_that_may_be_given_exist():
    assert all(given in roles for role in roles for given in role.gives)
