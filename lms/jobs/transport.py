"""Kombu's filesystem transport, made safe for several processes.

Kombu 5.7 writes a message in place and takes it away through the system's temporary folder. A worker that looks in between
creation and writing reads an empty message and dies; across file systems the move is a copy that may be half done. Here
every file comes into being by a rename within one file system, and a message that cannot be read is dropped with a warning,
for the Job row is the truth and ``recover_jobs`` sends it again.
"""

import fcntl
import logging
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.utils.json import dumps, loads

logger = logging.getLogger(__name__)


class Channel(filesystem.Channel):
    def _put(self, queue: str, message: Any, **kwargs: Any) -> None:  # type: ignore[override]  # kombu leaves it untyped
        _write_whole(Path(self.data_folder_out) / f"{time.time_ns():020d}_{uuid.uuid4()}.{queue}.msg", dumps(message))

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        for path in sorted(Path(self.data_folder_in).glob(f"*.{queue}.msg")):
            text = self._taken(path)
            if text is None:
                continue
            try:
                return loads(text)
            except ValueError:
                logger.warning("Dropped the message %s, which cannot be read.", path.name)
        raise Empty

    def _taken(self, path: Path) -> str | None:
        """The message, now nobody else's; ``None`` when another worker was quicker. The rename decides between them."""
        mine = Path(self.processed_folder) / path.name
        try:
            path.rename(mine)
        except FileNotFoundError:
            return None
        text = mine.read_text()
        mine.unlink()
        return text

    def get_table(self, exchange: str) -> list[Any]:
        try:
            return [filesystem.exchange_queue_t(*row) for row in loads(self._exchange_file(exchange).read_text())]
        except FileNotFoundError:
            return []

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str, queue: str) -> None:
        row = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
        with self._table_locked():
            rows = self.get_table(exchange)
            if row not in rows:
                _write_whole(self._exchange_file(exchange), dumps([row, *rows]))

    @contextmanager
    def _table_locked(self) -> Iterator[None]:
        with (self.control_folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


class Transport(filesystem.Transport):
    Channel = Channel
    polling_interval = 0.25  # seconds between two looks into an empty folder
    default_connection_params: dict[str, Any] = {}  # a folder has no host to warn about


def _write_whole(path: Path, text: str) -> None:
    unfinished = path.with_name(f"{path.name}.{uuid.uuid4().hex}.part")
    try:
        unfinished.write_text(text)
        unfinished.rename(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise ChannelError(f"Cannot write {path.name}") from error
