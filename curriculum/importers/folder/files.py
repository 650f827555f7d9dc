"""What contributions need to read and write files of a curriculum folder the way the folder itself does."""

from curriculum.importers.folder.exporting import write_document, write_yaml
from curriculum.importers.folder.faults import Lines
from curriculum.importers.folder.pages import put_page
from curriculum.importers.folder.reading import read_document, read_yaml
from curriculum.importers.folder.shapes import shaped

__all__ = ["Lines", "put_page", "read_document", "read_yaml", "shaped", "write_document", "write_yaml"]
