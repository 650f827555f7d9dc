"""A keep-alive HTTP client for one signed-in person."""

import http.client
import time
from dataclasses import dataclass
from urllib.parse import urlencode

from benchmarks.counting import ASK, TELL


@dataclass(frozen=True)
class Answer:
    """``seconds`` from the first byte sent to the last received; ``sql`` only where it was asked for."""

    status: int
    body: bytes
    seconds: float
    location: str
    sql: int | None

    def expect(self, *statuses: int) -> "Answer":
        if self.status not in statuses:
            raise AssertionError(f"Expected {statuses}, got {self.status}: {self.body[:300]!r}")
        return self


class Client:
    """Requests of one session to one server. Forms carry the CSRF token, as a browser's would."""

    def __init__(self, port: int, session: str, csrf: str) -> None:
        self.link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.csrf = csrf
        self.headers = {"Cookie": f"sessionid={session}; csrftoken={csrf}", "Host": "127.0.0.1"}

    def get(self, path: str, *, count_sql: bool = False) -> Answer:
        return self._send("GET", path, None, {}, count_sql)

    def post(self, path: str, form: dict[str, str], *, count_sql: bool = False, json: bool = False) -> Answer:
        body = urlencode({**form, "csrfmiddlewaretoken": self.csrf})
        headers = {"Content-Type": "application/x-www-form-urlencoded"} | ({"Accept": "application/json"} if json else {})
        return self._send("POST", path, body, headers, count_sql)

    def _send(self, method: str, path: str, body: str | None, headers: dict[str, str], count_sql: bool) -> Answer:
        asked = {ASK: "1"} if count_sql else {}
        started = time.perf_counter()
        self.link.request(method, path, body, {**self.headers, **headers, **asked})
        response = self.link.getresponse()
        data = response.read()
        seconds = time.perf_counter() - started
        told = response.headers.get(TELL)
        return Answer(response.status, data, seconds, response.headers.get("Location", ""), int(told) if told else None)
