"""The static files of this version were collected."""

import filecmp
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage, staticfiles_storage

from lms.core.wording import counted
from lms.site.doctor.base import Asked, Fault

COLLECT = "Run manage.py collectstatic --noinput, then restart the web service (pathway-update.service does both)."


def look(asked: Asked) -> Iterator[Fault]:
    if not isinstance(staticfiles_storage, ManifestStaticFilesStorage):
        yield Fault("Static files are served from the source, under names that browsers keep after an update.", "Use lms.settings.production.")
        return
    collected, wanted = dict(staticfiles_storage.hashed_files), dict(_ours())
    missing = sorted(name for name in wanted if name not in collected)
    if missing:
        yield Fault(f"{counted(len(missing), 'static file')} not collected, first {missing[0]}.", COLLECT)
    gone = sorted(hashed for hashed in collected.values() if not (Path(settings.STATIC_ROOT) / hashed).is_file())
    if gone:
        yield Fault(f"{counted(len(gone), 'collected file')} gone from {settings.STATIC_ROOT}, first {gone[0]}.", COLLECT)
    old = sorted(name for name, source in wanted.items() if name in collected and not _is_same(source, Path(settings.STATIC_ROOT) / name))
    if old:
        yield Fault(f"{counted(len(old), 'static file')} from another version, first {old[0]}.", COLLECT)


def _ours() -> Iterator[tuple[str, str]]:
    """Every file that would be collected: its name, and where it is; the first finder wins, as when collecting."""
    seen = set()
    for finder in get_finders():
        for name, storage in finder.list(["CVS", ".*", "*~"]):
            if name not in seen:
                seen.add(name)
                yield name, storage.path(name)


def _is_same(source: str, copy: Path) -> bool:
    return copy.is_file() and filecmp.cmp(source, copy, shallow=False)
