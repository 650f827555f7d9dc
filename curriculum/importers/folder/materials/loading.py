"""Making a program's teaching materials agree with its folder."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from curriculum.importers.folder.faults import Faults
from curriculum.importers.folder.materials.checking import check_each, check_together
from curriculum.importers.folder.materials.found import Found, Taught
from curriculum.importers.folder.materials.reading import kinds_in, read_materials
from curriculum.importers.folder.materials.rendering import Renderer, titled
from curriculum.models import MaterialKind, MaterialPart, MaterialSheet, ModulePage, ProgramPage, TeachingMaterial
from lms.core.errors import Invalid


@dataclass(frozen=True)
class Rows:
    """What the tables say, or are to say, of one set."""

    facts: dict[str, Any]
    parts: list[dict[str, Any]]
    sheets: list[dict[str, Any]]
    uses: set[str]


def load_materials(program: ProgramPage, root: Path, faults: Faults) -> Iterator[tuple[str, str]]:
    """Each set with its outcome: created, changed, unchanged or removed. Notes faults, and then stores nothing.

    Modules are asked about only when all of them could be read: what a broken one says would be a second fault.
    """
    read_well = not faults.sentences
    sets = list(read_materials(root, program.locale.language_code, faults))
    modules = {module.slug: module for module in ModulePage.objects.child_of(program).live()}
    kinds = kinds_in(root)
    kept = list(program.materials.exclude(kind__in=kinds).defer("source", "html"))
    if read_well:
        taught = {slug: Taught(tuple(module.sessions), module.minutes_live) for slug, module in modules.items()}
        for one in sets:
            check_each(one, {session.number for session in program.sessions.all()}, taught, faults)
        check_together(sets, taught, faults, elsewhere={one.slug for one in kept if one.kind == MaterialKind.SIMULATION})
    _check_beside_kept(root, sets, kept, faults)
    wanted = _rendered(sets, modules, faults) if not faults.sentences else {}
    if not faults.sentences:
        yield from _put(program, wanted, kinds)


def _check_beside_kept(root: Path, sets: list[Found], kept: list[TeachingMaterial], faults: Faults) -> None:
    """Sets of whose kind the folder says nothing stay: their names are taken, and what they play must stay too."""
    names, names_kept = {one.slug for one in sets}, {one.slug for one in kept}
    for one in sets:
        if one.slug in names_kept:
            sentence = f"“{one.slug}” is the name of a set that is here already, and of whose kind this folder says nothing. Choose another."
            faults.add(one.document.path, sentence)
    for user in kept:
        for played in user.uses.order_by("slug"):
            if played.slug not in names | names_kept:
                sentence = f"“{played.slug}” is not in it, but “{user.title}” plays it and stays. Keep it, or let the folder say what there is instead."
                faults.add(root / "simulations", sentence)


def _rendered(sets: list[Found], modules: dict[str, ModulePage], faults: Faults) -> dict[str, Rows]:
    renderer = Renderer() if sets else None
    wanted: dict[str, Rows] = {}
    for one in sets:
        try:
            wanted[one.slug] = _rows(one, modules, renderer)
        except Invalid as refused:
            faults.add(one.document.path, refused.sentence)
    return wanted


def _rows(found: Found, modules: dict[str, ModulePage], renderer: Any) -> Rows:
    facts = {
        "kind": found.kind.value, "title": found.title, "session": found.session, "minutes": found.minutes, "objectives": "\n".join(found.objectives),
        "facts": found.facts, "source": found.document.body, "html": renderer.body(found.document.body, [part.title for part in found.parts]),
    }  # fmt: skip
    parts = [
        {"minutes": part.minutes, "title": part.title, "module_id": modules[part.module].pk if part.module else None, "mode": part.mode} for part in found.parts
    ]
    sheets = [
        {"name": sheet.name, "title": titled(sheet.source, sheet.name)[0], "source": sheet.source, "html": renderer.sheet(sheet.source)}
        for sheet in found.sheets
    ]
    return Rows(facts, parts, sheets, set(found.uses))


def _put(program: ProgramPage, wanted: dict[str, Rows], kinds: list[Any]) -> Iterator[tuple[str, str]]:
    """What changed goes before it comes anew, so that two plans may change places; sets that stay play it as before."""
    players = [(one.pk, played.slug) for one in program.materials.exclude(kind__in=kinds) for played in one.uses.all()]
    present = {one.slug: one for one in program.materials.filter(kind__in=kinds).prefetch_related("parts", "sheets", "uses")}
    same = {slug for slug, rows in wanted.items() if slug in present and _said(present[slug]) == rows}
    program.materials.filter(pk__in=[one.pk for slug, one in present.items() if slug not in same]).delete()
    for slug in wanted.keys() - same:
        _create(program, slug, wanted[slug])
    by_slug = {one.slug: one for one in program.materials.all()}
    for pk, slug in players:
        program.materials.get(pk=pk).uses.add(by_slug[slug])
    for slug, rows in wanted.items():
        if rows.uses:
            by_slug[slug].uses.set([by_slug[used] for used in rows.uses])
        yield slug, "unchanged" if slug in same else "changed" if slug in present else "created"
    yield from ((slug, "removed") for slug in present if slug not in wanted)


def _said(material: TeachingMaterial) -> Rows:
    return Rows(
        facts={name: getattr(material, name) for name in ("kind", "title", "session", "minutes", "objectives", "facts", "source", "html")},
        parts=[{name: getattr(part, name) for name in ("minutes", "title", "module_id", "mode")} for part in material.parts.all()],
        sheets=[{name: getattr(sheet, name) for name in ("name", "title", "source", "html")} for sheet in material.sheets.all()],
        uses={used.slug for used in material.uses.all()},
    )


def _create(program: ProgramPage, slug: str, rows: Rows) -> None:
    material = TeachingMaterial.objects.create(program=program, slug=slug, **rows.facts)
    MaterialPart.objects.bulk_create(MaterialPart(material=material, number=number, **part) for number, part in enumerate(rows.parts))
    MaterialSheet.objects.bulk_create(MaterialSheet(material=material, number=number, **sheet) for number, sheet in enumerate(rows.sheets))
