"""What a write path is, where its rounds take place, and what is counted of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection

from curriculum.models import Enrollment
from lms.people.models import User
from lms.vault.api import sign
from tests.factories.course import enrolled_student, load_course, member

UNCOUNTED = {"jobs_sweepslot", "django_session"}  # change by themselves


@dataclass(frozen=True)
class WritePath:
    """``ready`` makes what one round begins with and gives the arguments of ``act``, which a process of its own does and is killed in.

    ``at_once``: what it writes is there whole or not at all; otherwise a process that died may leave whole parts, and the next does the rest.
    ``notes``: tables in which every repetition is noted.
    """

    name: str
    ready: Callable[["World"], dict[str, Any]]
    act: Callable[..., Any]
    points: tuple[str, ...]
    at_once: bool = True
    notes: frozenset[str] = frozenset()

    @property
    def call(self) -> str:
        return f"{self.act.__module__}:{self.act.__name__}"


class World:
    """The small course; each round has a campus, a cohort and a student of its own, so that none knows of another."""

    def __init__(self, folder: Path) -> None:
        load_course(folder)
        sign(b"The world begins.")  # the first signature writes the key’s row, once
        self.number = 0

    def place(self) -> Enrollment:
        self.number += 1
        return enrolled_student(f"campus-{self.number}", f"student{self.number}@torture.example")

    def person(self, role: str, place: Enrollment, name: str = "") -> User:
        return member(f"{name or role}{self.number}@torture.example", role, place.cohort.campus)


def person(email: str) -> User:
    return User.objects.get(email=email)


def rows() -> dict[str, int]:
    """How many rows each table has."""
    tables = sorted({model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed} - UNCOUNTED)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{table}', count(*) FROM \"{table}\"" for table in tables))
        return dict(cursor.fetchall())


def grown(before: dict[str, int], *, but: Iterable[str] = ()) -> dict[str, int]:
    """By how many rows each table has grown since ``before``."""
    after = rows()
    return {table: after[table] - before[table] for table in after if table not in but and after[table] != before[table]}
