"""The door of curriculum for higher apps."""

from curriculum.importers.folder import BrokenFolder, export_folder, load_folder
from curriculum.queries.programs import programs

__all__ = ["BrokenFolder", "export_folder", "load_folder", "programs"]
