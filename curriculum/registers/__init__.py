"""What curriculum adds to the registers of lower apps."""

from curriculum.registers import citations, doors, events, notices, waiting, work  # noqa: F401  each registers on import
