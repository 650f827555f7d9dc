"""A mail server on this machine with moods: it refuses, says nothing, hangs up in the middle, or takes letters."""

import itertools
import socketserver
import threading
from collections import Counter
from email import message_from_bytes
from email.message import Message
from typing import Self

WELL, BUSY, SILENT, DROPS, DROPS_AFTER_TAKING = "well", "busy", "silent", "drops", "drops after taking"
MOODS = (BUSY, SILENT, DROPS, DROPS_AFTER_TAKING)


class _Session(socketserver.StreamRequestHandler):
    """As much of RFC 5321 as a sender needs, as far as the mood lets it."""

    server: "MoodyLetterbox"

    def handle(self) -> None:
        mood = self.server.next_mood()
        if mood == SILENT:
            self.server.ended.wait(self.server.silence)
            return
        self._say("220 letterbox")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"RCPT" and mood == BUSY:
                self._say("451 Try again later")
                continue
            if word == b"DATA":
                self._say("354 Go on")
                if mood == DROPS:
                    self.rfile.readline()
                    return
                self._keep()
                if mood == DROPS_AFTER_TAKING:
                    return
            self._say("221 Bye" if word == b"QUIT" else "250 Fine")
            if word == b"QUIT":
                return

    def _keep(self) -> None:
        lines = iter(self.rfile.readline, b".\r\n")
        self.server.letters.append(message_from_bytes(b"".join(line.removeprefix(b".") for line in lines)))

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class MoodyLetterbox(socketserver.ThreadingTCPServer):
    """``moods`` one visit after the other, then well for good. ``silence``: seconds that it says nothing in."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, *moods: str, silence: float = 30) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.letters: list[Message] = []
        self.visits: Counter[str] = Counter()
        self.silence, self.ended = silence, threading.Event()
        self._moods = itertools.chain(moods, itertools.repeat(WELL))
        self._lock = threading.Lock()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def next_mood(self) -> str:
        with self._lock:
            mood = next(self._moods)
            self.visits[mood] += 1
            return mood

    def handle_error(self, request: object, client_address: object) -> None:
        """Who gave up waiting is no error of ours."""

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, args=(0.05,), name="moody letterbox", daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        self.shutdown()
        self.server_close()
