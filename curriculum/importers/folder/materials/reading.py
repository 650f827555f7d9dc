"""From the files of ``live/``, ``simulations/`` and ``coordinators/`` to sets, with every fault of a single file."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from curriculum.importers.folder.faults import Faults, Lines
from curriculum.importers.folder.materials.found import Found, Sheet
from curriculum.importers.folder.materials.shapes import GuideShape, PaperShape, PlanShape, SetShape, SimulationShape
from curriculum.importers.folder.reading import Document, normal, read_document, read_text
from curriculum.importers.folder.shapes import shaped
from curriculum.importers.folder.written import as_yaml
from curriculum.models import MaterialKind

FOLDERS = {"live": (MaterialKind.SESSION,), "simulations": (MaterialKind.SIMULATION, MaterialKind.GUIDE), "coordinators": (MaterialKind.PAPER,)}
GUIDES = "guides"
_NUMBERED = re.compile(r"(?P<number>\d{2,3})-(?P<slug>[A-Za-z0-9_-]{1,64})")
_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
S = TypeVar("S", bound=SetShape)


def kinds_in(root: Path) -> list[MaterialKind]:
    """The kinds that this folder says everything about; of a kind whose folder is absent it says nothing."""
    return [kind for name, kinds in FOLDERS.items() if (root / name).is_dir() for kind in kinds]


def read_materials(root: Path, locale: str, faults: Faults) -> Iterator[Found]:
    """Every set, in order of the folders' names."""
    for folder in _folders(root / "live", faults):
        yield from _plan(folder, faults)
    for folder in _folders(root / "simulations", faults):
        yield from _guides(folder, faults) if folder.name == GUIDES else _simulation(folder, faults)
    yield from _papers(root / "coordinators", locale, faults)


def left_out_of(root: Path) -> list[Path]:
    """Files beside sheets that are no Markdown, such as a picture or a PDF: nothing reads them, so they are named. Hidden files are the system's."""
    found = (path for name in FOLDERS for path in (root / name).rglob("*"))
    return sorted(path for path in found if path.is_file() and path.suffix != ".md" and not path.name.startswith("."))


def _folders(place: Path, faults: Faults) -> list[Path]:
    for stray in sorted(place.glob("*.md")):
        faults.add(stray, f"files of {place.name}/ stand in a folder of their set. Move it there.")
    return sorted(path for path in place.glob("*") if path.is_dir() and any(path.glob("*.md")))


def _plan(folder: Path, faults: Faults) -> Iterator[Found]:
    named = _NUMBERED.fullmatch(folder.name)
    if named is None:
        faults.add(folder, "a session's folder is called by its number and a name, such as 03-two-lists.")
        return
    read = _read(folder, "plan.md", PlanShape, faults)
    if read is None:
        return
    document, shape = read
    if shape.session != int(named["number"]):
        faults.add(document.path, f"session says {shape.session}, the folder {int(named['number'])}. Change one.", Lines(document.path).of(("session",)))
    yield _found(MaterialKind.SESSION, named["slug"], document, shape, faults, by_module=shape.modules)


def _simulation(folder: Path, faults: Faults) -> Iterator[Found]:
    read = _read(folder, "guide.md", SimulationShape, faults)
    if read is not None:
        _is_called(folder.name, read[1].slug, read[0], faults)
        yield _found(MaterialKind.SIMULATION, read[1].slug, *read, faults)


def _guides(folder: Path, faults: Faults) -> Iterator[Found]:
    for path in sorted(folder.glob("*.md")):
        read = _read(folder, path.name, GuideShape, faults)
        if read is not None:
            _is_called(path.stem, read[1].slug, read[0], faults)
            yield _found(MaterialKind.GUIDE, read[1].slug, *read, faults, alone=True)


def _papers(place: Path, locale: str, faults: Faults) -> Iterator[Found]:
    """Directly in ``coordinators/``, or in a folder below it called by the program's language."""
    for other in sorted(path for path in place.glob("*") if path.is_dir() and path.name != locale and any(path.glob("*.md"))):
        faults.add(other, f"a program is in one language, and this one says {locale} in program.md. Move these papers to the program they belong to.")
    for path in sorted([*place.glob("*.md"), *place.glob(f"{locale}/*.md")], key=lambda path: path.name):
        if not _NAME.fullmatch(path.stem):
            faults.add(path, "call the file by letters, figures and hyphens, such as welcome-letter.md.")
            continue
        read = _read(path.parent, path.name, PaperShape, faults)
        if read is not None:
            facts = as_yaml(read[1].facts) if read[1].facts else ""
            yield _found(MaterialKind.PAPER, path.stem, *read, faults, facts=facts, alone=True)


def _read(folder: Path, name: str, kind: type[S], faults: Faults) -> tuple[Document, S] | None:
    path = folder / name
    if not path.is_file():
        faults.add(folder, f"this folder has no {name}. Write one; it names the set and its minutes.")
        return None
    document = read_document(path, faults)
    shape = shaped(kind, document.facts, path, faults) if document else None
    return (document, shape) if document and shape else None


def _is_called(name: str, slug: str, document: Document, faults: Faults) -> None:
    if name != slug:
        faults.add(document.path, f"slug says {slug}, but it stands under {name}. Call both the same.", Lines(document.path).of(("slug",)))


def _found(
    kind: MaterialKind, slug: str, document: Document, shape: SetShape, faults: Faults, *, by_module: dict[str, int] | None = None, facts: str = "",
    alone: bool = False,
) -> Found:  # fmt: skip
    """``alone`` sets have no folder of their own, so what lies beside them is not theirs."""
    names = [name for name in shape.materials if name.endswith(".md")]
    if not alone:
        _nothing_is_left_out(document, names, faults)
    return Found(
        kind=kind, slug=slug, document=document, title=shape.title, session=shape.session, minutes=shape.minutes or None,
        minutes_by_module=by_module or {}, parts=tuple(shape.parts), objectives=tuple(line.strip() for line in shape.objectives),
        sheets=tuple(_sheets(document, shape, faults)), uses=tuple(name.split("/")[-2] for name in shape.materials if name.endswith("/")), facts=facts,
    )  # fmt: skip


def _sheets(document: Document, shape: SetShape, faults: Faults) -> Iterator[Sheet]:
    lines, seen = Lines(document.path), {document.path.name}
    for number, name in enumerate(shape.materials):
        path = document.path.parent / name
        if name in seen:
            faults.add(document.path, f"{name} stands twice here. Take one of them out of materials.", lines.of(("materials", number)))
        elif not path.exists() and not name.endswith("/"):
            faults.add(document.path, f"there is no {name} beside it. Write that sheet, or take it out of materials.", lines.of(("materials", number)))
        elif name.endswith(".md") and (text := read_text(path, faults)) is not None:
            yield Sheet(path.stem, normal(text))
        seen.add(name)


def _nothing_is_left_out(document: Document, names: list[str], faults: Faults) -> None:
    """A sheet that nobody names would be left out unsaid."""
    for path in sorted(document.path.parent.glob("*.md")):
        if path != document.path and path.name not in names:
            faults.add(path, f"this sheet is not named in materials of {document.path.name}. Name it there, or remove it.")
