"""The door of accreditation for the composition root."""

from accreditation.ledger.append import append
from accreditation.ledger.body import Draft, body_of
from accreditation.ledger.verify import verify
from accreditation.queries.hours import entries_as_of, minutes_by_track
from accreditation.queries.record import record_rows
from accreditation.rules.sharing import rows_for_college

__all__ = ["Draft", "append", "body_of", "entries_as_of", "minutes_by_track", "record_rows", "rows_for_college", "verify"]
