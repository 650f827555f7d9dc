"""A database that rests and a full disk are told apart from errors of the program."""

import errno
import sqlite3
from typing import Any

import psycopg.errors
import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client

from lms.core.operations.troubles import FULL, RESTING, trouble_of


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


def of_sqlite(name: str) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("x")
    error.sqlite_errorname = name  # type: ignore[misc]  # as the module sets it
    return error


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (OSError(errno.ENOSPC, "x"), FULL),
        (caused(ValueError("x"), OSError(errno.EDQUOT, "x")), FULL),
        (caused(OperationalError("x"), psycopg.errors.DiskFull("x")), FULL),
        (caused(OperationalError("x"), of_sqlite("SQLITE_FULL")), FULL),
        (caused(OperationalError("x"), of_sqlite("SQLITE_BUSY")), RESTING),
        (caused(OperationalError("x"), of_sqlite("SQLITE_IOERR_WRITE")), RESTING),
        (caused(OperationalError("x"), of_sqlite("SQLITE_ERROR")), None),  # no such table: ours
        (caused(OperationalError("x"), psycopg.OperationalError("the connection is lost")), RESTING),
        (caused(OperationalError("x"), psycopg.errors.LockNotAvailable("x")), RESTING),
        (InterfaceError("connection already closed"), RESTING),
        (OSError(errno.ENOENT, "x"), None),
        (ValueError("x"), None),
        (None, None),
    ],
)
def test_what_an_error_means_for_the_person(error: Exception | None, trouble: Any) -> None:
    assert trouble_of(error) is trouble


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "status", "sentence"),
    [
        (caused(OperationalError("x"), psycopg.OperationalError("x")), 503, "The database does not answer just now, so what you sent was not kept."),
        (OSError(errno.ENOSPC, "x"), 507, "The server’s disk is full, so what you sent was not kept."),
    ],
)
def test_a_person_and_a_script_are_told_what_to_do(monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, sentence: str) -> None:
    def fails(*given: Any, **named: Any) -> None:
        raise error

    monkeypatch.setattr("lms.site.operations.ask_database", fails)
    monkeypatch.setattr("lms.site.operations.DatabaseError", ZeroDivisionError)  # as any other view, which does not look for it
    browser = Client(raise_request_exception=False)

    page, told = browser.get("/readyz"), browser.get("/readyz", headers={"accept": "application/json"})

    assert (page.status_code, told.status_code, told.json()["error"]) == (status, status, {503: "resting", 507: "no_room"}[status])
    assert sentence in page.content.decode()
    assert page.headers["X-Request-ID"] in page.content.decode()
    assert int(page.headers["Retry-After"]) > 0
