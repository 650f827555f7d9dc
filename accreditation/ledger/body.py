"""What an entry says, and the bytes that are hashed."""

from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any

from lms.core.canonical import fingerprint, sha256_hex
from lms.core.clock import iso_ms

SYSTEM = "pathway"


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An entry before it has a place in the chain. Minutes are whole; ``topics`` sums to them.

    ``idempotency`` are the facts that make this posting the same one: posting it twice changes nothing.
    """

    student: str
    kind: str
    category: str
    minutes: int
    topics: dict[str, int]
    source_kind: str
    source_id: str
    title: str
    mode: str
    occurred_from: date
    occurred_to: date
    program: str = ""
    program_version: str = ""
    track: str = ""
    enrollment: str = ""
    cohort: str = ""
    campus: str = ""
    provider: str = ""
    content_revision: str = ""
    content_sha256: str = ""
    evidence: dict[str, Any] = field(default_factory=dict)
    recorded_by: str = SYSTEM
    approved_by: str = ""
    reason: str = ""
    reverses: int | None = None
    idempotency: tuple[Any, ...] = ()

    @property
    def idempotency_key(self) -> str:
        """SHA-256 of kind, source, enrollment, what is consumed, and what is reversed (hours.md, section 4)."""
        return fingerprint([self.kind, self.source_kind, self.source_id, self.enrollment, list(self.idempotency), self.reverses])


_KEPT = tuple(f.name for f in fields(Draft) if f.name not in ("reason", "idempotency"))
HASHED = (
    *_KEPT,
    "reason_sha256", "seq", "recorded_at", "idempotency_key", "prev_hash",
)  # fmt: skip
TIMES = ("occurred_from", "occurred_to", "recorded_at")
PLACED = ("seq", "recorded_at", "prev_hash")


def placed(draft: Draft, *, seq: int, prev_hash: str, recorded_at: datetime) -> dict[str, Any]:
    """The column values of ``draft`` at its place in the chain, all but the hash."""
    values: dict[str, Any] = {name: getattr(draft, name) for name in _KEPT}
    values["reason_sha256"] = sha256_hex(draft.reason.encode()) if draft.reason else ""
    values["idempotency_key"] = draft.idempotency_key
    return values | {"seq": seq, "prev_hash": prev_hash, "recorded_at": recorded_at}


def body_of(values: dict[str, Any]) -> dict[str, Any]:
    """The hashed fields of an entry's column values as JSON-able facts: dates as ISO text, instants as UTC milliseconds."""
    body = {name: values[name] for name in HASHED}
    for name in TIMES:
        body[name] = _plain(body[name])
    return body


def entry_hash(values: dict[str, Any]) -> str:
    """SHA-256 over the canonical JSON of every column but ``id`` and ``hash``."""
    return fingerprint(body_of(values))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return iso_ms(value)
    if isinstance(value, date):
        return value.isoformat()
    return value
