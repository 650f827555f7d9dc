"""The permission page: who may see and do what, one file a subject."""

from accreditation.rules import (  # noqa: F401  each registers its permissions
    applications,
    audits,
    board,
    case_rounds,
    certificates,
    hours,
    organizations,
    other_names,
    practice,
    program_rules,
    records,
    sharing,
)
