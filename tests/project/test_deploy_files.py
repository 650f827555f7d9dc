"""What lies in deploy/ is explained, agrees with the program, and is understood by the programs that read it."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from deploy.loopback import configuration
from deploy.loopback.certificate import certificate
from deploy.loopback.letterbox import Letterbox
from deploy.loopback.places import Places, free_port
from deploy.loopback.units import UNITS, commands_of

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
FILES = [path.relative_to(DEPLOY).as_posix() for path in DEPLOY.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
PATH = f"{os.environ['PATH']}:/usr/sbin:/sbin"


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program, path=PATH) is None, reason=f"{program} was not found, so it did not read its file.")


def run(*command: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, env={**os.environ, "PATH": PATH, **environment}, cwd=cwd, capture_output=True, text=True, check=False)


def test_every_file_is_explained() -> None:
    explained = (DEPLOY / "README.md").read_text()

    assert [name for name in FILES if name != "README.md" and not name.startswith("loopback/") and f"`{name}`" not in explained] == []


def test_the_example_names_every_setting_that_production_requires() -> None:
    required = set(re.findall(r'^        "([A-Z_]+)": ', (ROOT / "lms/settings/production.py").read_text(), re.MULTILINE))
    named = set(re.findall(r"^#?([A-Z_]+)=", (DEPLOY / "pathway.env.example").read_text(), re.MULTILINE))

    assert len(required) == 8
    assert required <= named
    assert {name for name in named if f"`{name}`" not in (ROOT / "docs/settings.md").read_text()} == {"DJANGO_SETTINGS_MODULE"}


def test_units_start_programs_and_commands_that_are_there() -> None:
    for unit in UNITS.glob("*.service"):
        for program, *arguments in commands_of(unit.name, "1"):
            assert Path(program.replace("/opt/pathway", str(ROOT))).exists(), (unit.name, program)
            if "manage.py" in arguments:
                assert run(program, "manage.py", arguments[1], "--help", cwd=ROOT, DJANGO_SETTINGS_MODULE="lms.settings.test").returncode == 0


@needs("systemd-analyze")
@pytest.mark.parametrize(
    ("file", "right", "wrong", "said"),
    [
        ("", "", "", ""),
        ("pathway-web.service", "Restart=always", "Restart=sometimes", "restart specifier"),
        ("pathway-.service.d/common.conf", "ProtectSystem=strict", "ProtectSystems=strict", "ProtectSystems"),
    ],
)
def test_systemd_understands_the_units(tmp_path: Path, file: str, right: str, wrong: str, said: str) -> None:
    shutil.copytree(UNITS, tmp_path, dirs_exist_ok=True)
    for unit in tmp_path.glob("*.service"):
        unit.write_text(re.sub(r"/opt/pathway/\S+", "/bin/true", unit.read_text()))  # the program is not installed here
    if file:
        (tmp_path / file).write_text((tmp_path / file).read_text().replace(right, wrong))
    units = sorted(str(unit) for unit in tmp_path.iterdir() if unit.is_file())

    found = run("systemd-analyze", "verify", *units, SYSTEMD_UNIT_PATH=f"{tmp_path}:")

    assert (said in found.stderr, bool(found.stderr)) == (True, bool(said)), found.stderr


@needs("nginx")
def test_nginx_understands_its_site_and_keeps_links_out_of_its_log(tmp_path: Path) -> None:
    places = Places(tmp_path)
    site = configuration.nginx(places, certificate(tmp_path), [free_port(), free_port()])

    found = run("nginx", "-t", "-c", str(site))

    assert found.returncode == 0, found.stderr
    doors = re.search(r"~\^\(\?<door>(.*?)\)\.", (DEPLOY / "nginx/pathway.conf").read_text())
    assert doors is not None
    hidden = re.compile(doors[1])
    shown = [
        path
        for path in ("/practice/confirm/abc/", "/audit/abc/", "/join/abc/", "/invitation/abc/", "/calendar/abc.ics", "/verify/abc/")
        if not hidden.match(path)
    ]
    assert shown == []
    assert hidden.match("/record/") is None


def test_a_line_that_is_gone_stops_the_stack() -> None:
    with pytest.raises(ValueError, match="listen 443"):
        configuration.replaced("listen 444", {"listen 443": "listen 8443"})


@needs("logrotate")
def test_logrotate_understands_its_file(tmp_path: Path) -> None:
    copy = tmp_path / "pathway"
    copy.write_text((DEPLOY / "logrotate/pathway").read_text())
    copy.chmod(0o644)

    found = run("logrotate", "--debug", "--state", str(tmp_path / "state"), str(copy))

    assert found.returncode == 0, found.stderr
    assert "error" not in found.stderr.lower()


def test_the_letterbox_keeps_letters_as_they_were_sent(tmp_path: Path) -> None:
    import smtplib

    port = free_port()
    with Letterbox(tmp_path, port), smtplib.SMTP("127.0.0.1", port) as sender:
        sender.sendmail("a@north.edu", ["b@north.edu"], "Subject: Hello\r\n\r\n.A line with a dot\r\n")

    assert (tmp_path / "1.eml").read_bytes() == b"Subject: Hello\r\n\r\n.A line with a dot\r\n"
