"""Facts outside the ledger that filings rest on, witnessed: the audit event of a step names its row and the hash of what it said (decision 94).

Steps of applications and completion events have no chain of their own. Whoever changes, removes or adds one must change the audit log alike, which is as
append-only and is read by others. Rows from before there were witnesses, and the audit events without one, prove nothing and are passed over.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Model

from accreditation.ledger.foundations import foundations
from accreditation.models import Application, ApplicationEvent, CompletionEvent
from lms.audit.api import Event
from lms.core.canonical import fingerprint, sha256_hex
from lms.core.clock import iso_ms


def witness(row: Model) -> dict[str, str]:
    """What the audit event of ``row`` holds beside its own facts: which row, and the hash of everything it says."""
    return {"witnessed": name_of(row), "sha256": fingerprint(_facts(row))}


def name_of(row: Model) -> str:
    if isinstance(row, ApplicationEvent):
        return f"step {row.seq} of application {row.application.public_id}"
    assert isinstance(row, CompletionEvent)
    return f"round {row.round} of place {row.enrollment}: {row.kind}"


def _facts(row: Model) -> dict[str, Any]:
    return {field.attname: _plain(getattr(row, field.attname)) for field in row._meta.concrete_fields if not field.primary_key}


def _plain(value: Any) -> Any:
    if isinstance(value, bytes | memoryview | bytearray):
        return sha256_hex(bytes(value))
    if isinstance(value, datetime):
        return iso_ms(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value  # a choice is its value


class Witnessed:
    """Every witnessed row is there and says what it said, and no row came in without a witness once there were any."""

    def check(self, student: str, rows: list[dict[str, Any]]) -> tuple[int, str] | None:
        return None

    def check_rest(self) -> tuple[str, int, str] | None:
        said = dict(_witnessed())
        for row in _rows():
            why = _why(row, said)
            if why:
                return row.student if isinstance(row, CompletionEvent) else row.application.student, 0, f"{_sentence(row)} {why}"  # type: ignore[attr-defined]
        gone = min(said, default="")
        return ("", 0, f"{gone[:1].upper()}{gone[1:]} is missing.") if gone else _first_state_that_no_step_gave()


def _witnessed() -> Iterator[tuple[str, str]]:
    events = Event.objects.filter(data__has_key="witnessed").order_by("pk").values_list("data", flat=True)
    return ((data["witnessed"], data["sha256"]) for data in events.iterator(chunk_size=2000))


def _rows() -> Iterator[Model]:
    yield from ApplicationEvent.objects.select_related("application").order_by("pk").iterator(chunk_size=500)
    yield from CompletionEvent.objects.order_by("pk").iterator(chunk_size=500)


def _why(row: Model, said: dict[str, str]) -> str:
    """Takes the witness of the row out of ``said``: what is left in the end has no row."""
    kept = said.pop(name_of(row), None)
    if kept is None:
        return "has no witness in the audit log." if _is_after_a_witnessed(row) else ""
    return "" if kept == fingerprint(_facts(row)) else "is not what it was."


def _is_after_a_witnessed(row: Model) -> bool:
    """Asked only of a row without a witness: whether an earlier one of its table has one."""
    earlier = type(row).objects.filter(pk__lt=row.pk).order_by("-pk")  # type: ignore[attr-defined]
    return any(Event.objects.filter(data__witnessed=name_of(one)).exists() for one in earlier[:1])


def _sentence(row: Model) -> str:
    name = name_of(row)
    return f"{name[:1].upper()}{name[1:]}"


def _first_state_that_no_step_gave() -> tuple[str, int, str] | None:
    newest = {event.application_id: event.to_state for event in ApplicationEvent.objects.order_by("application", "seq").only("application_id", "to_state")}
    for application in Application.objects.filter(pk__in=newest).order_by("pk"):
        if application.state != newest[application.pk]:
            return application.student, 0, f"Application {application.public_id} is not in the state that its steps give."
    return None


foundations.register("witnesses", Witnessed())
