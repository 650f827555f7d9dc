"""What accreditation adds to the registers of lower apps: one file a subject."""

from accreditation.registers import (  # noqa: F401  each registers itself
    answers,
    applications,
    board,
    case_rounds,
    certificates,
    evidence,
    hours,
    merging,
    own_export,
    packets,
    practice,
    program_rules,
    records,
    sharing,
)
