"""Where everything of one stack lies: a folder, and ports of this machine."""

import socket
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(frozen=True)
class Places:
    """``https`` is what a browser asks; the others are asked inside of the stack only."""

    folder: Path
    https: int = field(default_factory=free_port)
    http: int = field(default_factory=free_port)
    postgresql: int = field(default_factory=free_port)
    redis: int = field(default_factory=free_port)
    smtp: int = field(default_factory=free_port)

    @property
    def address(self) -> str:
        return f"https://localhost:{self.https}"

    def below(self, name: str) -> Path:
        """A folder of the stack, made private on first use."""
        made = self.folder / name
        made.mkdir(parents=True, exist_ok=True, mode=0o700)
        return made
