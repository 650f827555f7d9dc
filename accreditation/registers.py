"""What accreditation adds to the registers of lower apps, and its own foundations of the ledger."""

from accreditation.ledger import measured  # noqa: F401  registers itself
