"""The door of accreditation for the composition root."""

from accreditation.ledger.append import append
from accreditation.ledger.body import Draft
from accreditation.ledger.verify import verify
from accreditation.queries.hours import minutes_by_track

__all__ = ["Draft", "append", "minutes_by_track", "verify"]
