"""Getting an embedded installation ready: database, starter curriculum, demonstration; each only when it is needed."""

import hashlib
from collections.abc import Callable
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from lms.core.operations.statements import untold

Say = Callable[[str], None]


def prepare(say: Say) -> bool:
    """Make DATA_DIR ready to serve; returns whether anything had to be done. Running it again changes nothing."""
    mark = settings.DATA_DIR / "prepared"
    present = _digest(settings.BASE_DIR)
    if mark.exists() and mark.read_text() == present:
        return False
    with untold():
        say("Preparing the database …")
        call_command("migrate", verbosity=0, interactive=False)
        say("Loading the starter curriculum …")
        call_command("load_curriculum", verbosity=0)
        call_command("rebuild_search", stdout=StringIO())  # lessons published before there was a search
        say("Making the demonstration …")
        call_command("seed_demo", verbosity=0)
    mark.write_text(present)
    return True


def _digest(root: Path) -> str:
    """Changes with any migration, any file of the starter curriculum and the demonstration itself."""
    digest = hashlib.sha256()
    patterns = ("*/migrations/*.py", "lms/*/migrations/*.py", "curriculum/content/**/*", "lms/site/demonstration/**/*.*", "requirements/base.txt")
    for pattern in patterns:
        for path in sorted(root.glob(pattern)):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.relative_to(root).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()
