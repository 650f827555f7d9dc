"""Merging accounts: hours, after the places they are credited in."""

from accreditation.actions.look_at_merge import look_at_hours
from accreditation.actions.merge_ledgers import merge_ledgers
from accreditation.ledger import carried  # noqa: F401  registers its foundation
from lms.core import merging

merging.register("hours", look=look_at_hours, carry=merge_ledgers, order=30)
