"""Whether a curriculum folder is fit to teach: one check a file, one snapshot for all of them (README.md)."""

from curriculum.checks.reading import read_folder
from curriculum.checks.running import Outcome, outcomes
from curriculum.checks.sessions import session_table

__all__ = ["Outcome", "outcomes", "read_folder", "session_table"]
