"""What the vault does with a file that was sent, before it keeps it. Plain Python, no tables."""

from lms.vault.inspection.inspecting import Accepts, Inspected, inspect

__all__ = ["Accepts", "Inspected", "inspect"]
