"""Browsers for tests of pages."""

from typing import Any

from django.test import Client
from django.urls import reverse

from lms.people.models import User
from tests.factories.people import PASSWORD


def signed_in(user: User, **options: Any) -> Client:
    """A browser in which ``user`` is signed in, second factor included."""
    client = Client(**options)
    client.force_login(user)
    return client


def sign_in(client: Client, email: str, password: str = PASSWORD, **options: Any) -> Any:
    """Press the button of the sign-in page."""
    return client.post(reverse("account_login"), {"login": email, "password": password}, **options)


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("people:profile")).status_code == 200
