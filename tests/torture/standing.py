"""A small production on this machine: nginx, one gunicorn of two processes, Redis and a PostgreSQL of its own, which may be killed.

with Standing(folder) as standing:      # the tables of the suite's template
    with standing.entered(): …          # within, Django in this process works on its database

The machine's own PostgreSQL gives the template and is asked nothing else.
"""

import json
import os
import socket
import ssl
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException, HTTPSConnection
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlencode

import dj_database_url
import psycopg
import redis
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from deploy.loopback import configuration, postgresql
from deploy.loopback.certificate import certificate
from deploy.loopback.places import HOST, Places
from deploy.loopback.supervisor import Part, Supervisor
from deploy.loopback.units import command_of
from lms.people import session_ends
from tests.database import PostgreSQLCopies

ROOT = Path(__file__).parents[2]
PATIENCE = 300  # seconds; a loaded machine starts slowly
WEB_PROCESSES, WEB_THREADS = 2, 4
TOKEN = "t" * 32  # of forms; the cookie says the same


class Standing:
    """Started and stopped by ``with``."""

    def __init__(self, folder: Path) -> None:
        self.places = Places(folder)
        self.address = self.places.address
        self._pair = certificate(folder)
        self._door = socket.create_server((HOST, 0), backlog=2048)
        self._door.set_inheritable(True)
        self.supervisor = Supervisor(self._environment(), ROOT, self.places.below("log"))

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.supervisor.stop()
        self._door.close()

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Django’s default connection is this database within the block."""
        connection.close()
        before = dict(connection.settings_dict)
        told = dj_database_url.parse(self._url("superuser"))
        connection.settings_dict.update({name: told[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")})
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict.update(before)

    def redis(self) -> redis.Redis:
        return redis.Redis(host=HOST, port=self.places.redis)

    def client(self, session: str) -> "Client":
        return Client(self.places.https, self.address, session)

    def _url(self, role: str) -> str:
        return postgresql.url(self.places, role)

    def _environment(self) -> dict[str, str]:
        address = f"redis://{HOST}:{self.places.redis}"
        for name in ("data", "data/media", "data/vault", "data/anchors"):
            self.places.below(name)
        return {
            "PATH": f"{os.environ['PATH']}:/usr/sbin", "LANG": "C.UTF-8", "DJANGO_SETTINGS_MODULE": "tests.torture.standing_settings", "SITE_URL": self.address,
            "ALLOWED_HOSTS": f"localhost,{HOST}", "SUPPORT_EMAIL": "help@north.edu", "DATABASE_URL": self._url("superuser"),
            "CELERY_BROKER_URL": f"{address}/0", "CACHE_URL": f"{address}/1", "EMAIL_URL": f"smtp+plain://{HOST}:{self.places.smtp}",
            "DATA_DIR": str(self.places.folder / "data"), "SECRET_KEY": settings.SECRET_KEY, "VAULT_KEYS": settings.VAULT_KEYS[0],
            "SIGNING_KEYS": settings.SIGNING_KEYS[0], "WEB_PROCESSES": str(WEB_PROCESSES), "WEB_THREADS": str(WEB_THREADS),
            "WEB_BIND": f"fd://{self._door.fileno()}",
        }  # fmt: skip

    def _start(self) -> None:
        self.supervisor.start(Part("redis", ["redis-server", str(configuration.redis(self.places))], ready=self._redis_answers))
        self.supervisor.start(postgresql.make(self.places))
        self.supervisor.wait(PATIENCE)
        self._fill()
        door = self._door
        self.supervisor.start(Part("web", command_of("pathway-web.service"), self._web_answers, (door.fileno(),)))
        site = configuration.nginx(self.places, self._pair, [door.getsockname()[1]])
        self.supervisor.start(Part("nginx", ["nginx", "-c", str(site)]))
        self.supervisor.wait(PATIENCE)

    def _fill(self) -> None:
        """The tables of the suite’s template: to make them by migrations would take longer than what is tried.

        A copy is read: while somebody reads the template itself, nobody could copy it.
        """
        kept = PostgreSQLCopies()
        kept.ensure_template()
        copy = kept.copy()
        try:
            with psycopg.connect(postgresql.url(self.places, "superuser", "postgres"), autocommit=True) as link:
                link.execute("CREATE DATABASE pathway TEMPLATE template0")
            dump = [postgresql.program("pg_dump"), "--no-owner", "--no-privileges", kept.url(copy)]
            with subprocess.Popen(dump, stdout=subprocess.PIPE) as dumped:
                load = [postgresql.program("psql"), "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", self._url("superuser")]
                subprocess.run(load, stdin=dumped.stdout, stdout=subprocess.DEVNULL, check=True)
        finally:
            kept.drop(copy)

    def _redis_answers(self) -> bool:
        try:
            return bool(self.redis().ping())
        except redis.RedisError:
            return False

    def _web_answers(self) -> bool:
        asked = urllib.request.Request(f"http://{HOST}:{self._door.getsockname()[1]}/readyz", headers={"X-Forwarded-Proto": "https"})
        try:
            with urllib.request.urlopen(asked, timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False


def session_of(person: Any) -> str:
    """A session as signing in leaves it."""
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(person.pk), settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session_ends.begin(session)
    session.save()
    return str(session.session_key)


@dataclass(frozen=True)
class Told:
    """``status`` 0: nobody answered in time. ``seconds`` of the clock."""

    status: int
    body: bytes
    seconds: float

    @property
    def is_acknowledged(self) -> bool:
        return self.status in (200, 302)

    @property
    def data(self) -> Any:
        return json.loads(self.body)


class Client:
    """A browser of one person, as far as it sends forms: it asks again, with the same form, until it is told that it was kept."""

    def __init__(self, port: int, address: str, session: str) -> None:
        self._port, self._trusting = port, ssl.create_default_context()
        self._trusting.check_hostname, self._trusting.verify_mode = False, ssl.CERT_NONE
        cookies = f"__Host-session={session}; __Host-csrf={TOKEN}"
        self._headers = {"Cookie": cookies, "Referer": f"{address}/", "Host": f"localhost:{port}", "Accept": "application/json"}
        self.refused: list[Told] = []

    def ask(self, method: str, path: str, form: dict[str, str] | None = None, *, patience: float = 60) -> Told:
        """One request, over a connection of its own."""
        began = time.monotonic()
        link = HTTPSConnection(HOST, self._port, timeout=patience, context=self._trusting)
        try:
            body = urlencode({**form, "csrfmiddlewaretoken": TOKEN}) if form is not None else None
            link.request(method, path, body, {**self._headers, **({"Content-Type": "application/x-www-form-urlencoded"} if body else {})})
            answer = link.getresponse()
            return Told(answer.status, answer.read(), time.monotonic() - began)
        except (OSError, HTTPException):
            return Told(0, b"", time.monotonic() - began)
        finally:
            link.close()

    def until_kept(self, path: str, form: dict[str, str], *, seconds: float = 300) -> Told:
        """What was told at last; ``seconds`` counts from the first try. Raises ``AssertionError`` for a refusal that is no fault of the server’s."""
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            told = self.ask("POST", path, form)
            if told.is_acknowledged:
                return Told(told.status, told.body, time.monotonic() - began)
            assert told.status == 0 or told.status == 429 or told.status >= 500, told
            self.refused.append(told)
            time.sleep(0.2)
        raise AssertionError(f"{path} was not acknowledged within {seconds} seconds: {self.refused[-3:]}")
