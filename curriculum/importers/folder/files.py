"""What contributions need to read and write files of a curriculum folder the way the folder itself does."""

from curriculum.importers.folder.faults import Lines
from curriculum.importers.folder.pages import put_page
from curriculum.importers.folder.question_pictures import known_picture, stored_picture, with_pictures_found, with_pictures_placed, with_pictures_stored
from curriculum.importers.folder.reading import read_document, read_yaml
from curriculum.importers.folder.shapes import shaped
from curriculum.importers.folder.writing import copied_into
from curriculum.importers.folder.written import write_document, write_yaml

__all__ = [
    "Lines", "copied_into", "known_picture", "put_page", "read_document", "read_yaml", "shaped", "stored_picture", "with_pictures_found",
    "with_pictures_placed", "with_pictures_stored", "write_document", "write_yaml",
]  # fmt: skip
