"""What accreditation adds to the registers of lower apps: one file a subject."""

from accreditation.registers import evidence, records  # noqa: F401  both register themselves
