"""The database answers."""

from collections.abc import Iterator

from django.conf import settings
from django.db import Error, connection

from lms.site.doctor.base import Asked, Fault


def look(asked: Asked) -> Iterator[Fault]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error as error:
        database = settings.DATABASES["default"]
        where = f"{database['NAME']} on {database['HOST'] or 'this machine'}"
        yield Fault(f"The database {where} does not answer: {str(error).strip()}", "See whether PostgreSQL runs, and DATABASE_URL and pg_hba.conf agree.")
