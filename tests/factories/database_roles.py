"""Roles of PostgreSQL for one test, and Django's connection as one of them."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


def new_role(rights: str = "") -> str:
    """A role that may sign in and nothing else but ``rights``. Roles belong to the server, but those of a transaction go with it."""
    name = f"pathway_test_{uuid.uuid4().hex[:12]}"
    run(f'CREATE ROLE "{name}" LOGIN {rights}')
    return name


@contextmanager
def role_of_its_own() -> Iterator[str]:
    """``new_role`` for a test that commits; dropped afterwards with all that was granted to it in this database."""
    name = new_role()
    try:
        yield name
    finally:
        run(f'DROP OWNED BY "{name}"', f'DROP ROLE "{name}"')


@contextmanager
def connected_as(role: str) -> Iterator[None]:
    """Django's connection is that of ``role`` inside the block."""
    before = connection.settings_dict["USER"]
    connection.close()
    connection.settings_dict["USER"] = role
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["USER"] = before


@contextmanager
def acting_as(role: str) -> Iterator[None]:
    """The rights of ``role`` in this transaction, without a connection of its own."""
    run(f'SET LOCAL ROLE "{role}"')
    try:
        yield
    finally:
        run("RESET ROLE")


def run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
