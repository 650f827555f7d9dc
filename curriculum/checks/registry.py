"""Every check of a curriculum folder, in the order in which it is told. A new one is a file and a line here."""

from collections.abc import Callable

from curriculum.checks import (
    banks,
    cited_law,
    duplicates,
    examination,
    explanations,
    glossary,
    length,
    links,
    materials,
    minutes,
    pace,
    parts,
    reading_level,
    topics,
)
from curriculum.checks.folder import CurriculumFolder
from curriculum.importers.folder.faults import Faults
from lms.core.registry import Registry

Check = Callable[[CurriculumFolder, Faults], str]
"""Adds a sentence to the faults for each failure, with its file, its line where there is one, and what to mend; returns figures in a phrase."""

checks: Registry[Check] = Registry("check of a curriculum")
checks.register("minutes", minutes.check)
checks.register("pace", pace.check)
checks.register("topics", topics.check)
checks.register("banks", banks.check)
checks.register("parts", parts.check)
checks.register("cited law", cited_law.check)
checks.register("links", links.check)
checks.register("materials", materials.check)
checks.register("explanations", explanations.check)
checks.register("reading level", reading_level.check)
checks.register("length", length.check)
checks.register("duplicates", duplicates.check)
checks.register("glossary", glossary.check)
checks.register("examination", examination.check)
