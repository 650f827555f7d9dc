"""The curriculum folder: one folder a module, Markdown with front matter (docs/how-to/write-a-lesson.md).

``load_folder`` makes pages agree with a folder; ``export_folder`` writes a folder that loads to the same pages.
"""

from curriculum.importers.folder.exporting import export_folder
from curriculum.importers.folder.faults import BrokenFolder
from curriculum.importers.folder.loading import Change, load_folder, root_page

__all__ = ["BrokenFolder", "Change", "export_folder", "load_folder", "root_page"]
