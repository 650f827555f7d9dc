"""What accreditation adds to the registers of lower apps: one file a subject."""

from accreditation.registers import practice, records  # noqa: F401  register themselves
