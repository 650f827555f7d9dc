"""What makes an event of the study log right (hours.md, section 2)."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from curriculum.policies.zones import is_time_zone

# An hour of 24 is refused here, since newer Pythons read it as the next day.
MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):\d{2}:\d{2})(?:\.(\d{1,3}))?Z", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def is_whole(value: Any) -> bool:
    """True for an integer of 0 or more; a boolean is never an integer."""
    return type(value) is int and value >= 0


def is_name(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def is_accepted_open(event: Mapping[str, Any]) -> bool:
    """Every field present and right; whether its session is new is asked elsewhere."""
    return (
        all(is_name(event.get(field)) for field in ("user", "session", "activity", "revision"))
        and is_whole(event.get("seq"))
        and is_whole(event.get("expected_minutes"))
        and 1 <= event["expected_minutes"] <= 600
        and isinstance(event.get("impersonated"), bool)
        and is_time_zone(event.get("timezone"))
    )


def is_beat_well_formed(event: Mapping[str, Any]) -> bool:
    return is_whole(event.get("seq")) and is_whole(event.get("active_ms")) and isinstance(event.get("visible"), bool)


def moment_ms(value: Any) -> int | None:
    """Milliseconds of the epoch for ``2026-09-14T14:00:00.000Z`` (a fraction of one to three digits, or none); ``None`` for anything else."""
    match = MOMENT.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return None
    try:
        moment = datetime.fromisoformat(match[1]).replace(tzinfo=UTC)
    except ValueError:
        return None
    delta = moment - _EPOCH
    return (delta.days * 86_400 + delta.seconds) * 1000 + int((match[2] or "0").ljust(3, "0"))


def moment_text(milliseconds: int) -> str:
    """``2026-09-14T14:00:00.000Z``"""
    moment = _EPOCH + timedelta(milliseconds=milliseconds)
    return f"{moment.replace(tzinfo=None).isoformat(timespec='milliseconds')}Z"
