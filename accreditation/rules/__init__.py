"""The permission page: who may see and do what, one file a subject."""

from accreditation.rules import practice, records  # noqa: F401  register their permissions
