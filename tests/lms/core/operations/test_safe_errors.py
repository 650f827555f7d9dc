"""Which messages of errors may be told."""

import errno
import smtplib

import pytest
from django.db import IntegrityError, connection, transaction

from lms.core.operations.safe_errors import MOST_FRAMES, safe_message, said_of
from tests.factories.people import CampusFactory


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (ValueError("Ana Rivera"), ""),
        (KeyError("Ana Rivera"), ""),
        (AttributeError("'NoneType' object has no attribute 'campus'"), "'NoneType' object has no attribute 'campus'"),
        (AttributeError("Ana Rivera has no attribute 'campus'"), ""),
        (ModuleNotFoundError("No module named 'sentry_sdk'"), "No module named 'sentry_sdk'"),
        (OSError(errno.ENOSPC, "No space", "/data/vault/Ana"), "No space left on device"),
        (OSError("Ana Rivera"), ""),
        (OSError(550, "user ana@north.example is unknown"), ""),
        (smtplib.SMTPDataError(550, b"user ana@north.example is unknown"), "SMTP 550"),
        (smtplib.SMTPRecipientsRefused({"ana@north.example": (550, b"no")}), ""),
        (ConnectionRefusedError(errno.ECONNREFUSED, "refused by ana"), "Connection refused"),
    ],
)
def test_a_message_is_told_only_where_no_data_can_be_in_it(error: Exception, message: str) -> None:
    assert safe_message(error) == message


@pytest.mark.django_db
@pytest.mark.services
def test_a_database_names_its_constraint_and_never_the_row() -> None:
    CampusFactory(slug="zqsecretqz")

    with pytest.raises(IntegrityError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO people_campus (slug, name, time_zone) SELECT slug, name, time_zone FROM people_campus")

    told = str(said_of(caught.value))
    assert "zqsecretqz" in str(caught.value) or connection.vendor == "sqlite"
    assert "zqsecretqz" not in told
    assert ("SQLITE_CONSTRAINT" if connection.vendor == "sqlite" else "SQLSTATE 23") in told


def test_a_deep_error_is_told_from_its_end() -> None:
    def sink(depth: int) -> None:
        if depth == 0:
            raise ValueError
        sink(depth - 1)

    with pytest.raises(ValueError) as caught:
        sink(100)

    assert len(said_of(caught.value)[0]["frames"]) == MOST_FRAMES
