"""The permission page: who may see and do what, one file a subject."""

from accreditation.rules import program_rules, records  # noqa: F401  registers its permissions
