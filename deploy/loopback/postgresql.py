"""A PostgreSQL of the stack's own, with the roles of production."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path
from typing import Any

import psycopg

from deploy.loopback.places import HOST, ROOT, Places
from deploy.loopback.supervisor import Part


def program(name: str) -> str:
    """Debian keeps a server's programs out of the path. Raises ``FileNotFoundError``."""
    found = shutil.which(name) or next((str(path) for path in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)), None)
    if found is None:
        raise FileNotFoundError(f"{name} was not found. Install PostgreSQL: apt install postgresql")
    return found


def another_user() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then it runs as the user whom Debian made for it."""
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam("postgres")
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def make(places: Places) -> Part:
    """The files of a server, and the part that runs it."""
    data, who = places.below("postgresql"), another_user()
    if who:
        places.folder.chmod(0o711)
        os.chown(data, who["user"], who["group"])
    subprocess.run(  # noqa: S603  our own command
        [program("initdb"), "--pgdata", str(data), "--username", "superuser", "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"],
        check=True, stdout=subprocess.DEVNULL, cwd="/", **who,
    )  # fmt: skip
    with (data / "postgresql.conf").open("a") as file:
        file.write(
            f"include '{_readable(places)}'\nlisten_addresses = '{HOST}'\nport = {places.postgresql}\nunix_socket_directories = ''\nshared_buffers = 64MB\n"
        )
    return Part("postgresql", [program("postgres"), "-D", str(data)], ready=lambda: _answers(places), options=who)


def make_roles(places: Places) -> None:
    """`deploy/postgresql/roles.sql`, as an administrator would run it."""
    lines = (line for line in (ROOT / "deploy/postgresql/roles.sql").read_text().splitlines() if not line.startswith("--"))
    with psycopg.connect(url(places, "superuser", "postgres"), autocommit=True) as link:
        for statement in "\n".join(lines).split(";"):
            if statement.strip():
                link.execute(statement)


def url(places: Places, role: str, database: str = "pathway") -> str:
    return f"postgresql://{role}@{HOST}:{places.postgresql}/{database}"


def _readable(places: Places) -> Path:
    copy = places.folder / "postgresql" / "pathway.conf"
    copy.write_text((ROOT / "deploy/postgresql/pathway.conf").read_text())
    return copy


def _answers(places: Places) -> bool:
    try:
        psycopg.connect(url(places, "superuser", "postgres"), connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True
