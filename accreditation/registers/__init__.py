"""What accreditation adds to the registers of lower apps: one file a subject."""

from accreditation.registers import records  # noqa: F401  registers itself
