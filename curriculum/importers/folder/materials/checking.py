"""What must agree between sets, and between a set and its program."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from curriculum.importers.folder.faults import Faults, Lines
from curriculum.importers.folder.materials.found import Found, Taught
from curriculum.models import MaterialKind

_SECTION = re.compile(r"## +(?P<title>.+)")
_PART = re.compile(r"### +(?P<title>.+?)(?: +#+)? *")
TIMED = "Minute by minute"


def check_each(found: Found, sessions: set[int], modules: Mapping[str, Taught], faults: Faults) -> None:
    """One set by itself, beside the program's sessions and modules."""
    path, lines = found.document.path, Lines(found.document.path)
    total = sum(part.minutes for part in found.parts)
    if found.parts and total != found.minutes:
        faults.add(path, f"the parts add up to {total} minutes, minutes says {found.minutes or 0}.", lines.of(("minutes",)))
    if found.session is not None and found.session not in sessions:
        faults.add(path, f"session {found.session} is not in program.md.", lines.of(("session",)))
    for number, part in enumerate(found.parts):
        if part.module is not None and part.module not in modules:
            faults.add(path, f"the module “{part.module}” does not exist.", lines.of(("parts", number, "module")))
    if found.kind == MaterialKind.SESSION:
        _check_modules(found, lines, faults)
    for title, line in _timed_titles(found):
        if title not in {part.title for part in found.parts}:
            faults.add(path, f"“{title}” is no part. Write the heading as in parts, or add the part with its minutes.", line)


def _check_modules(found: Found, lines: Lines, faults: Faults) -> None:
    given = minutes_by_module(found)
    for slug in dict.fromkeys([*found.minutes_by_module, *given]):
        said, spent = found.minutes_by_module.get(slug, 0), given.get(slug, 0)
        if said != spent:
            sentence = f"modules says {said} minutes of “{slug}”, the parts that name it take {spent}."
            faults.add(found.document.path, sentence, lines.of(("modules", slug)))


def minutes_by_module(found: Found) -> Counter[str]:
    spent: Counter[str] = Counter()
    for part in found.parts:
        if part.module is not None:
            spent[part.module] += part.minutes
    return spent


def _timed_titles(found: Found) -> Iterator[tuple[str, int]]:
    """The ``###`` headings under *Minute by minute*, each with its line."""
    inside = False
    for number, line in enumerate(found.document.body.split("\n"), start=found.document.first_line):
        if section := _SECTION.fullmatch(line):
            inside = section["title"].startswith(TIMED)
        elif inside and (part := _PART.fullmatch(line)):
            yield part["title"], number


def check_together(sets: Collection[Found], modules: Mapping[str, Taught], faults: Faults, *, elsewhere: Collection[str] = ()) -> None:
    """Names and sessions stand once; a set that is played exists; a module is taught for as long as it says.

    ``elsewhere`` are simulations that the folder says nothing of and that stay.
    """
    names: dict[str, Found] = {}
    plans: dict[int | None, Found] = {}
    for one in sets:
        path, lines = one.document.path, Lines(one.document.path)
        if (other := names.setdefault(one.slug, one)) is not one:
            faults.add(path, f"“{one.slug}” is the name of {other.document.path.parent.name}/{other.document.path.name} already. Choose another.")
        if one.kind == MaterialKind.SESSION and (plan := plans.setdefault(one.session, one)) is not one:
            faults.add(path, f"session {one.session} has a plan already, in {plan.document.path.parent.name}.", lines.of(("session",)))
    simulations = {*elsewhere, *(one.slug for one in sets if one.kind == MaterialKind.SIMULATION)}
    for one in sets:
        for slug in one.uses:
            if slug not in simulations:
                sentence = f"there is no simulation “{slug}”. Write it under simulations/, or take it out of materials."
                faults.add(one.document.path, sentence, Lines(one.document.path).of(("materials",)))
    _check_live_minutes([one for one in sets if one.kind == MaterialKind.SESSION], modules, faults)


def _check_live_minutes(plans: list[Found], modules: Mapping[str, Taught], faults: Faults) -> None:
    """Of a module one of whose sessions has no plan yet, nothing can be said."""
    planned = {plan.session for plan in plans}
    spent = sum((minutes_by_module(plan) for plan in plans), Counter[str]())
    for slug, module in modules.items():
        if module.sessions and planned.issuperset(module.sessions) and spent[slug] != module.minutes_live:
            taught = [plan for plan in plans if slug in minutes_by_module(plan)] or plans[:1]
            where = " and ".join(f"{minutes_by_module(plan)[slug]} in session {plan.session}" for plan in taught)
            sentence = f"the sessions teach “{slug}” for {spent[slug]} minutes ({where}), its module.md says {module.minutes_live} live."
            faults.add(taught[-1].document.path, sentence, Lines(taught[-1].document.path).of(("modules", slug)))
