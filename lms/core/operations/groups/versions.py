"""Which versions run, and what is switched on."""

import platform
from importlib.metadata import version

from django.conf import settings
from django.db import connection
from django.db.utils import DatabaseError

from lms.core.operations.registry import Fact, Figure, Reading, State

FIGURES = (Figure("pathway_versions", "Always 1; its labels are the versions that run.", ("python", "django", "wagtail", "database")),)


def read_versions() -> Reading:
    reading = Reading()
    python, django, wagtail, database = platform.python_version(), version("django"), version("wagtail"), _database()
    reading.sample("pathway_versions", 1, python, django, wagtail, database)
    says = f"Python {python}, Django {django}, Wagtail {wagtail}, {database}."
    reading.facts += [
        Fact("Versions", State.FINE, says, "Name them when you ask for help."),
        Fact("Watching", State.FINE, _watching(), "How an error or a full disk reaches you when you do not look at this page."),
    ]
    return reading


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version" if connection.vendor == "postgresql" else "SELECT sqlite_version()")
            return f"{connection.display_name} {str(cursor.fetchone()[0]).split()[0]}"
    except DatabaseError:
        return connection.display_name


def _watching() -> str:
    switches = {
        "/metrics": bool(settings.METRICS_TOKEN or settings.METRICS_ADDRESSES),
        "errors to Sentry": bool(settings.SENTRY_DSN),
        "traces by OpenTelemetry": bool(settings.OTEL_EXPORTER_OTLP_ENDPOINT),
    }
    return ", ".join(f"{name} {'on' if is_on else 'off'}" for name, is_on in switches.items()) + f"; statements over {settings.SLOW_QUERY_MS} ms are logged."
