"""The whole production stack on one machine: nginx, two gunicorns, two workers, beat, PostgreSQL and Redis, below one folder.

with Stack(folder) as stack: …                                        # a PostgreSQL of its own, empty tables
with Stack(folder, databases=Databases(owner, application)) as stack  # tables that are there, and a role that has its rights
"""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from deploy.loopback import configuration, postgresql
from deploy.loopback.certificate import certificate
from deploy.loopback.letterbox import Letterbox
from deploy.loopback.places import HOST, ROOT, Places
from deploy.loopback.supervisor import Part, Supervisor
from deploy.loopback.units import command_of, commands_of

WEBS = ("web-1", "web-2")
WORKERS = ("worker-1", "worker-2")
PATIENCE = 120  # seconds; programs load together on few cores


@dataclass(frozen=True)
class Databases:
    """Addresses of one database: as the tables' owner, and as the role that serves."""

    owner: str
    application: str


def missing_programs() -> list[str]:
    """What this machine lacks for a stack."""
    return [name for name in ("nginx", "redis-server") if shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin") is None]


class Stack:
    """Started and stopped by ``with``. ``environment`` adds to that of every process or overrides it."""

    def __init__(self, folder: Path, *, port: int | None = None, databases: Databases | None = None, environment: Mapping[str, str] | None = None) -> None:
        self.places = Places(folder, https=port) if port else Places(folder)
        self.address = self.places.address
        self._given = databases
        self._databases = databases or Databases(postgresql.url(self.places, "pathway_owner"), postgresql.url(self.places, "pathway"))
        self._pair = certificate(folder)
        self.environment = {**self._production(), **(environment or {})}
        self.supervisor = Supervisor(self.environment, ROOT, self.places.below("log"))
        self._letterbox = Letterbox(self.places.below("mail"), self.places.smtp)
        self._doors = {name: _door() for name in WEBS}

    def __enter__(self) -> Self:
        try:
            self._letterbox.__enter__()
            self._services()
            self._prepare()
            self._processes()
            self.supervisor.wait(PATIENCE)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.supervisor.stop()
        self._letterbox.__exit__()
        for door in self._doors.values():
            door.close()

    def manage(self, *arguments: str, as_owner: bool = False) -> subprocess.CompletedProcess[str]:
        """Run a management command as the stack's processes would, or as who owns its tables."""
        environment = {**self.environment, "DATABASE_URL": self._databases.owner} if as_owner else self.environment
        return subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)  # noqa: S603  our own

    def _production(self) -> dict[str, str]:
        """The environment of `deploy/pathway.env.example`."""
        redis = f"redis://{HOST}:{self.places.redis}"
        for name in ("data", "data/media", "data/vault", "data/anchors"):
            self.places.below(name)
        return {
            "PATH": f"{os.environ['PATH']}:/usr/sbin", "LANG": "C.UTF-8", "DJANGO_SETTINGS_MODULE": "lms.settings.production", "SITE_URL": self.address,
            "ALLOWED_HOSTS": f"localhost,{HOST}", "SUPPORT_EMAIL": "help@north.edu", "DATABASE_URL": self._databases.application,
            "CELERY_BROKER_URL": f"{redis}/0", "CACHE_URL": f"{redis}/1", "EMAIL_URL": f"smtp+plain://{HOST}:{self.places.smtp}",
            "DATA_DIR": str(self.places.folder / "data"), "SSL_CERT_FILE": str(self._pair.certificate), "WEB_PROCESSES": "1",
            **{name: secrets.token_urlsafe(48) for name in ("SECRET_KEY", "VAULT_KEYS", "SIGNING_KEYS")},
        }  # fmt: skip

    def _services(self) -> None:
        self.supervisor.start(Part("redis", ["redis-server", str(configuration.redis(self.places))], ready=_listens(self.places.redis)))
        if self._given is None:
            self.supervisor.start(postgresql.make(self.places))
        self.supervisor.wait(PATIENCE)
        if self._given is None:
            postgresql.make_roles(self.places)

    def _prepare(self) -> None:
        """What `pathway-update.service` does; of given tables, only the static files."""
        for command in commands_of("pathway-update.service"):
            if self._given is None or "collectstatic" in command:
                done = self.manage(*command[2:], as_owner=True)
                if done.returncode:
                    raise RuntimeError(f"{' '.join(command[2:])} failed:\n{done.stdout}{done.stderr}")

    def _processes(self) -> None:
        for name in WEBS:
            door = self._doors[name]
            bind = {"WEB_BIND": f"fd://{door.fileno()}"}
            part = Part(name, command_of("pathway-web.service"), _answers(door.getsockname()[1]), (door.fileno(),), bind)
            self.supervisor.start(part)
        for name in WORKERS:
            self.supervisor.start(Part(name, command_of("pathway-worker@.service", name)))
        self.supervisor.start(Part("beat", command_of("pathway-beat.service")))
        site = configuration.nginx(self.places, self._pair, [door.getsockname()[1] for door in self._doors.values()])
        self.supervisor.start(Part("nginx", ["nginx", "-c", str(site)], ready=_listens(self.places.https)))


def _door() -> socket.socket:
    """A listening socket that outlives whoever serves at it, as systemd's does."""
    door = socket.create_server((HOST, 0), backlog=2048)
    door.set_inheritable(True)
    return door


def _listens(port: int) -> Callable[[], bool]:
    def ask() -> bool:
        with socket.socket() as probe:
            probe.settimeout(1)
            return probe.connect_ex((HOST, port)) == 0

    return ask


def _answers(port: int) -> Callable[[], bool]:
    """Whether a gunicorn serves, behind what nginx would say of a visitor."""

    def ask() -> bool:
        asked = urllib.request.Request(f"http://{HOST}:{port}/readyz", headers={"X-Forwarded-Proto": "https"})
        try:
            with urllib.request.urlopen(asked, timeout=5) as answer:  # noqa: S310  an address of ours
                return bool(answer.status == 200)
        except OSError:
            return False

    return ask
