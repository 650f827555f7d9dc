import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lms.site.doctor.base import Asked
from lms.site.doctor.register import checks


def wrong(key: str, url: str = "") -> str:
    """What the check finds wrong, as one text; empty when nothing is. Each fault says how it is mended."""
    faults = list(checks.get(key).look(Asked(url=url)))
    assert all(fault.mend.strip() for fault in faults)
    return " ".join(fault.wrong for fault in faults)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def redis_server(folder: Path, *options: str) -> Iterator[str]:
    """A Redis of its own; its address."""
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder), "--save", "", *options]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait()
