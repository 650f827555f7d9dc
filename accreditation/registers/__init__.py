"""What accreditation adds to the registers of lower apps: one file a subject."""

from accreditation.registers import applications, certificates, evidence, hours, program_rules, records  # noqa: F401  each registers itself
