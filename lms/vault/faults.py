"""What goes wrong with private files and texts, counted where it is found and written to the log."""

import logging

from lms.core.operations.counters import count

FAULTS = "pathway_vault_errors_total"
HELP = "Files and texts of the vault that could not be read or stored, by what was wrong."
DAMAGED, KEY_MISSING, FILE_MISSING, NO_ROOM = "damaged", "key_missing", "file_missing", "no_room"

logger = logging.getLogger(__name__)


def note(kind: str) -> None:
    """One more fault of ``kind``."""
    count(FAULTS, kind)
    logger.error("The vault met a fault: %s.", kind)
