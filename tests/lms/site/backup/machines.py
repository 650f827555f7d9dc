"""Installations for tests: each with a database, a vault, media and a data folder of its own, and the keys of the settings."""

import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import override_settings
from wagtail.images import get_image_model

from accreditation.actions.take_anchor import take_anchor
from accreditation.api import append
from accreditation.ledger.anchor_files import keep
from lms.core import failpoints
from lms.vault.api import StoredFile, file_kinds, read, register_file_kind, seal_text, store
from tests.database import connection_pointed_at, copies
from tests.factories.ledger import draft
from tests.factories.uploads import photo


class Machine:
    """One installation. Nothing of it exists outside of ``folder`` but the database, which ``close`` drops."""

    def __init__(self, folder: Path, *, is_empty: bool = False) -> None:
        self.folder = folder
        self.folder.mkdir()
        self.copies = copies()
        self.database = self.copies.empty() if is_empty else self.copies.copy()

    @contextmanager
    def entered(self) -> Iterator["Machine"]:
        """Within, Django is this installation."""
        places = {"DATA_DIR": self.folder, "VAULT_DIR": self.folder / "vault", "MEDIA_ROOT": self.folder / "media", "KEYS_DIR": self.folder / "keys"}
        with override_settings(**places), connection_pointed_at(self.database):
            yield self

    def environment(self, **more: str) -> dict[str, str]:
        """For a process that is this installation."""
        own = {"DATABASE_URL": self.copies.url(self.database), "DJANGO_SETTINGS_MODULE": "lms.settings.test", "TEST_DATA_DIR": str(self.folder)}
        return {**os.environ, **own, **more}

    def close(self) -> None:
        self.copies.drop(self.database)

    def files(self) -> dict[str, bytes]:
        """Everything that lies in its trees."""
        trees = [self.folder / "vault", self.folder / "media"]
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for tree in trees for path in tree.rglob("*") if path.is_file()}


def register_notes() -> None:
    if "note" not in [kind.key for kind in file_kinds]:
        register_file_kind("note", "Note", lambda person, file: False)


def live_a_little(number: int = 0, entries: int = 6) -> None:
    """Some entries with an anchor, a file and a text in the vault, a picture of a lesson, a picture of a question."""
    for each in range(entries):
        append(draft(student=f"student-{each % 3}", idempotency=("lived", number, each)))
    anchor = take_anchor()
    assert anchor is not None
    keep(anchor)
    store("note", f"What was said on day {number}.".encode() * 9000, name="note.txt", media_type="text/plain")
    seal_text("ana", f"Day {number}")
    get_image_model().objects.create(title=f"Picture {number}", file=ContentFile(photo("PNG", size=(20 + number, 10)), name=f"picture-{number}.png"))
    pictures = Path(settings.MEDIA_ROOT) / "question_pictures"
    pictures.mkdir(exist_ok=True)
    (pictures / f"{number}.png").write_bytes(photo("PNG", size=(30 + number, 10)))


def notes_can_be_read() -> list[str]:
    """What every note of the vault says, in short; raises ``Unreadable`` when one is not there whole."""
    return [read(file)[:30].decode() for file in StoredFile.objects.filter(kind="note", removed_at__isnull=True).order_by("pk")]


_INHERITED: list[Any] = []
"""Connections of parents, kept so that nothing closes them."""


def child_of(act: Callable[[], Any]) -> int:
    """``act`` in a process of its own, as it is now; its id."""
    connection.close()
    child = os.fork()
    if child == 0:
        # Once a browser was used, Django keeps connections by its event loop, which does not run here: what is found instead is an older one, to another
        # database. It is let go of, not closed: it is the parent's.
        _INHERITED.append(connection.connection)
        connection.connection = None
        code = 70
        try:
            act()
            code = 0
        except BaseException:  # noqa: BLE001
            traceback.print_exc()  # the parent shows it beside what failed
        finally:
            sys.stderr.flush()
            os._exit(code)
    return child


def ended(child: int) -> int:
    """How a child ended: 0 well, −9 killed."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def killed_at(point: str, act: Callable[[], Any]) -> None:
    """Do ``act`` in a process that is killed when it reaches the fail point."""

    def armed() -> None:
        failpoints._NAME, failpoints._left[0] = point, 1
        act()

    assert ended(child_of(armed)) == -signal.SIGKILL, f"the process did not come to {point}"
