"""What processes count while they work: each app adds its own in ``AppConfig.ready``. Facts that are read when asked for are in ``registry.py``."""

from dataclasses import dataclass

from lms.core.registry import Registry

SECONDS = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
STATEMENTS = (2.0, 5.0, 10.0, 15.0, 25.0, 50.0, 100.0)


@dataclass(frozen=True)
class Counted:
    """A counter, or with ``buckets`` a histogram. Its labels never name a person, a path or anything typed."""

    name: str
    help: str
    labels: tuple[str, ...] = ()
    buckets: tuple[float, ...] = ()


COUNTED: Registry[Counted] = Registry("counter")


def register_counted(name: str, help: str, labels: tuple[str, ...] = (), *, buckets: tuple[float, ...] = ()) -> None:  # noqa: A002  Prometheus' own word
    """Add a counter (its name ends in ``_total``) or a histogram. Raises ``ValueError`` on a second of that name."""
    COUNTED.register(name, Counted(name, help, labels, buckets))


register_counted("pathway_requests_total", "Requests answered, by route, method and kind of answer.", ("route", "method", "status"))
register_counted("pathway_request_seconds", "How long answers took until their first byte, by part of the site.", ("area",), buckets=SECONDS)
register_counted("pathway_request_statements", "SQL statements a request asked of the database, by part of the site.", ("area",), buckets=STATEMENTS)
register_counted("pathway_slow_statements_total", "SQL statements slower than SLOW_QUERY_MS.")
