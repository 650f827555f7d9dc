"""What curriculum adds to the registers of lower apps."""

from curriculum.registers import citations, doors, events, merging, notices, own_export, waiting, work  # noqa: F401  each registers on import
