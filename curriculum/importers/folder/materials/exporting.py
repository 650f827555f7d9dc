"""Writing a program's teaching materials as files that load to the same."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from curriculum.importers.folder.materials.reading import GUIDES
from curriculum.importers.folder.written import write_document
from curriculum.models import MaterialKind, MaterialPart, ModulePage, ProgramPage, TeachingMaterial


def export_materials(program: ProgramPage, root: Path) -> list[str]:
    """Write every set that would load again. Returns a sentence for each thing that is left out, because its module or session is gone."""
    there = _There(frozenset(ModulePage.objects.child_of(program).live().values_list("pk", flat=True)), frozenset(_numbers(program)))
    left_out: list[str] = []
    for material in program.materials.prefetch_related("parts__module", "sheets", "uses"):
        if why := there.why_not(material):
            left_out.append(f"The plan “{material.title}” was left out: {why}.")
            continue
        if material.session and material.session not in there.sessions:
            left_out.append(f"“{material.title}” was written without its session: the program has no session {material.session}.")
        path = root / _PLACES[MaterialKind(material.kind)](material)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_document(path, _facts(material, there), material.source)
        for sheet in material.sheets.all():
            (path.parent / f"{sheet.name}.md").write_text(f"{sheet.source}\n", encoding="utf-8", newline="\n")
    return left_out


def _numbers(program: ProgramPage) -> Iterator[int]:
    return (session.number for session in program.sessions.all())


@dataclass(frozen=True)
class _There:
    """What is written of the program: the modules (by primary key) and sessions that a set may name."""

    modules: frozenset[int]
    sessions: frozenset[int]

    def why_not(self, material: TeachingMaterial) -> str:
        """Why a plan would not load again; empty for every other set, which may go without session and modules."""
        if material.kind != MaterialKind.SESSION:
            return ""
        if material.session not in self.sessions:
            return f"the program has no session {material.session}"
        homeless = [part.title for part in material.parts.all() if part.module_id not in self.modules]
        return f"its part “{homeless[0]}” belongs to a module that is not in the program" if homeless else ""


_PLACES = {
    MaterialKind.SESSION: lambda one: f"live/{one.session:02d}-{one.slug}/plan.md",
    MaterialKind.SIMULATION: lambda one: f"simulations/{one.slug}/guide.md",
    MaterialKind.GUIDE: lambda one: f"simulations/{GUIDES}/{one.slug}.md",
    MaterialKind.PAPER: lambda one: f"coordinators/{one.slug}.md",
}


def _facts(material: TeachingMaterial, there: _There) -> dict[str, Any]:
    """The front matter, without what is not said."""
    is_named = material.kind in (MaterialKind.SIMULATION, MaterialKind.GUIDE)  # a plan and a paper are called by where they stand
    said = {
        "slug": material.slug if is_named else "",
        "session": material.session if material.session in there.sessions else None,
        "title": material.title,
        "minutes": material.minutes,
        "modules": _by_module(material) if material.kind == MaterialKind.SESSION else {},
        "parts": [_part(part, there) for part in material.parts.all()],
        "objectives": material.objective_lines,
        "materials": [*(f"{sheet.name}.md" for sheet in material.sheets.all()), *sorted(f"../../simulations/{one.slug}/" for one in material.uses.all())],
    }
    return {name: value for name, value in said.items() if value} | (yaml.safe_load(material.facts) if material.facts else {})


def _by_module(material: TeachingMaterial) -> dict[str, int]:
    spent: Counter[str] = Counter()
    for part in material.parts.all():
        if part.module is not None:
            spent[part.module.slug] += part.minutes
    return dict(spent)


def _part(part: MaterialPart, there: _There) -> dict[str, Any]:
    module = {"module": part.module.slug} if part.module and part.module_id in there.modules else {}
    return {"minutes": part.minutes, "title": part.title, **module, "mode": part.mode}
