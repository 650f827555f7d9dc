"""The role as which we serve may only add to what is written once."""

from collections.abc import Iterator

from django.db import connection

from lms.core.application_role import faults_of
from lms.site.doctor.base import Asked, Fault, NotAsked

MOST = 8
MEND = "As the tables’ owner: manage.py grant_application_role ROLE, and give web and workers a DATABASE_URL with that role (deploy/README.md)."


def look(asked: Asked) -> Iterator[Fault]:
    if connection.vendor != "postgresql":
        raise NotAsked("SQLite has no roles.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (name,) = cursor.fetchone()
    faults = faults_of(name)
    for wrong in faults[:MOST]:
        yield Fault(wrong, MEND)
    if len(faults) > MOST:
        yield Fault(f"There are {len(faults) - MOST} more faults of this kind.", MEND)
