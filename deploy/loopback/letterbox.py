"""A mail server that takes every letter and keeps it as a file; nothing leaves this machine."""

import itertools
import socketserver
import threading
from pathlib import Path
from typing import Self


class _Session(socketserver.StreamRequestHandler):
    """As much of RFC 5321 as a sender needs."""

    def handle(self) -> None:
        self._say("220 letterbox")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self._say("354 Go on")
                self._keep()
            self._say("221 Bye" if word == b"QUIT" else "250 Fine")
            if word == b"QUIT":
                return

    def _keep(self) -> None:
        lines = iter(self.rfile.readline, b".\r\n")
        self.server.keep(b"".join(line.removeprefix(b".") for line in lines))  # type: ignore[attr-defined]  # ours

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class Letterbox(socketserver.ThreadingTCPServer):
    """``with Letterbox(folder, port):`` keeps what is sent to ``port`` as ``1.eml``, ``2.eml`` … in ``folder``."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, folder: Path, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Session)
        self._folder = folder
        self._numbers = itertools.count(1)

    def keep(self, letter: bytes) -> None:
        (self._folder / f"{next(self._numbers)}.eml").write_bytes(letter)

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, args=(0.1,), name="letterbox", daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()
