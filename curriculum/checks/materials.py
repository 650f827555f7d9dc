"""Teaching materials agree with the program and with themselves: minutes, modules and sessions, times said in the text, and names of files.

Minutes, modules and sessions are judged as loading judges them. In the text of a plan, a part that says its time as ``*9 minutes, 0:01 to 0:10.*`` says
what the clock of its parts says. A name in code that looks like a file or folder, such as ``make-up.md`` or ``simulations/mock-interview/``, is
there: beside the text, or in the curriculum folder. Reading level is not asked: these are working papers of teachers.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from curriculum.checks.folder import CurriculumFolder
from curriculum.importers.folder.faults import Faults
from curriculum.importers.folder.materials.checking import check_each, check_together
from curriculum.importers.folder.materials.found import Found, Taught
from lms.core.written_links import written_in

_NAME = re.compile(r"[\w.-]+(?:/[\w.-]+)*(?:\.(?:md|yaml)|/)")
_HEADING = re.compile(r"### +(?P<title>.+?)(?: +#+)? *")
_TIME = re.compile(r"\*(?P<minutes>\d{1,3}) minutes?, (?P<starts>\d{1,2}:\d\d) to (?P<ends>\d{1,2}:\d\d)\b")


def check(folder: CurriculumFolder, faults: Faults) -> str:
    sessions = {session.number for session in folder.program.sessions}
    modules = {module.facts.slug: Taught(tuple(module.facts.sessions), module.facts.minutes.live) for module in folder.modules}
    for one in folder.materials:
        check_each(one, sessions, modules, faults)
        _times(one, faults)
    check_together(folder.materials, modules, faults)
    names = sum(_names(folder, path, source, first, faults) for one in folder.materials for path, source, first in _texts(one))
    return f"{len(folder.materials)} sets with {sum(len(one.sheets) for one in folder.materials)} sheets, {names} names of files"


def _texts(one: Found) -> Iterator[tuple[Path, str, int]]:
    """Its own text and each sheet: file, source, and the line on which that begins."""
    yield one.document.path, one.document.body, one.document.first_line
    yield from ((one.document.path.with_name(f"{sheet.name}.md"), sheet.source, 1) for sheet in one.sheets)


def _times(one: Found, faults: Faults) -> None:
    """A fault for each time said below the heading of a part that is not the part's."""
    clock, at = {}, 0
    for part in one.parts:
        clock[part.title] = (str(part.minutes), _on_clock(at), _on_clock(at + part.minutes))
        at += part.minutes
    title = ""
    for line, text in enumerate(one.document.body.split("\n"), start=one.document.first_line):
        if heading := _HEADING.fullmatch(text):
            title = heading["title"]
        elif (said := _TIME.match(text)) and title in clock and said.groups() != clock[title]:
            minutes, starts, ends = clock[title]
            faults.add(one.document.path, f"“{title}” takes {minutes} minutes, {starts} to {ends}, as its parts say. Write it so here, too.", line)


def _on_clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"


def _names(folder: CurriculumFolder, path: Path, source: str, first: int, faults: Faults) -> int:
    """How many files and folders the text names; a fault for each that is not there."""
    names = [name for name in written_in(source).code if _NAME.fullmatch(name)]
    places = (path.parent, folder.root, folder.root / "coordinators", folder.root / "coordinators" / folder.program.locale)
    for name in names:
        if not any((place / name).exists() for place in places):
            line = first + source.count("\n", 0, max(source.find(f"`{name}`"), 0))
            faults.add(path, f"it names “{name}”, which is neither beside it nor in the curriculum folder. Correct the name, or take it out.", line)
    return len(names)
