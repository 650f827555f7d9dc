"""When the last backup was taken, as far as anybody told this installation."""

import json
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from lms.core.clock import iso_ms, now
from lms.core.operations.ages import ago
from lms.core.operations.registry import Fact, Figure, Reading, State

OLD, TOO_OLD = timedelta(hours=36), timedelta(days=7)
FIGURES = (Figure("pathway_backup_age_seconds", "Since the last backup that was noted; missing when none was."),)
MEANS = "What was entered since the last backup is lost if the disk breaks."


def note_backup(taken_at: datetime) -> None:
    """Remember that a backup of everything was finished that holds what was there at ``taken_at``. Whatever takes backups calls it at its end."""
    path = _path()
    unfinished = path.with_suffix(".part")
    unfinished.write_text(json.dumps({"taken_at": iso_ms(taken_at)}))
    unfinished.rename(path)


def last_backup() -> datetime | None:
    """When the newest noted backup was taken; ``None`` when none was noted."""
    try:
        return datetime.fromisoformat(json.loads(_path().read_text())["taken_at"])
    except FileNotFoundError:
        return None


def read_backups() -> Reading:
    taken_at = last_backup()
    if taken_at is None:
        return Reading(
            [
                Fact(
                    "Last backup", State.UNKNOWN, "No backup was noted here.", MEANS,
                    "See that backups are taken, and tried: one that is made elsewhere is not seen from here. Keep the keys apart from them.",
                )
            ]
        )  # fmt: skip
    reading = Reading()
    age = now() - taken_at
    reading.sample("pathway_backup_age_seconds", age.total_seconds())
    state = State.FINE if age < OLD else State.LOOK if age < TOO_OLD else State.WRONG
    to_do = "" if state == State.FINE else "See why no backup was taken since: whether its timer runs, and whether its disk is full."
    reading.facts.append(Fact("Last backup", state, f"It was taken {ago(taken_at)}.", MEANS, to_do))
    return reading


def _path() -> Path:
    return Path(settings.DATA_DIR) / "last-backup.json"
