"""The database is PostgreSQL, and keeps what it acknowledged."""

from collections.abc import Iterator

from django.db import connection

from lms.site.doctor.base import Asked, Fault

OLDEST = 140000  # as PostgreSQL numbers its versions: 14.0
DURABLE = {
    "fsync": "a power cut would lose what was acknowledged",
    "full_page_writes": "a power cut could leave half a page",
    "synchronous_commit": "the last moments before a crash would be lost though people were told that they are saved",
}


def look(asked: Asked) -> Iterator[Fault]:
    if connection.vendor != "postgresql":
        yield Fault("The database is SQLite, which is for one machine and for trying out.", "Set DATABASE_URL to PostgreSQL (docs/deployment.md).")
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int, current_setting('server_encoding'), pg_is_in_recovery()")
        version, encoding, is_copy = cursor.fetchone()
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(DURABLE)])
        off = [name for name, value in cursor.fetchall() if value == "off"]
    if version < OLDEST:
        yield Fault("PostgreSQL is older than version 14.", "Upgrade it; Debian 12 brings version 15.")
    if encoding != "UTF8":
        yield Fault(f"The database keeps texts as {encoding}.", "Make it anew with ENCODING 'UTF8', and restore the backup into it.")
    if is_copy:
        yield Fault("This server is a standby and takes no changes.", "Point DATABASE_URL to the primary.")
    for name in sorted(off):
        yield Fault(f"{name} is off: {DURABLE[name]}.", f"Set {name} = on in postgresql.conf and reload PostgreSQL.")
