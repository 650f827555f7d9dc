"""The permission page: who may see and do what, one file a subject."""

from accreditation.rules import applications, certificates, hours, organizations, program_rules, records  # noqa: F401  each registers its permissions
