"""Commands as the units of systemd give them, so that what is tried here is what runs in production."""

import shlex
import socket
import sys
from pathlib import Path

from deploy.loopback.places import ROOT

UNITS = ROOT / "deploy" / "systemd"
INSTALLED = "/opt/pathway/.venv/bin/"


def command_of(unit: str, instance: str = "") -> list[str]:
    """The ExecStart of a unit, with this tree's programs in place of the installed ones."""
    return commands_of(unit, instance)[0]


def commands_of(unit: str, instance: str = "") -> list[list[str]]:
    """Every ExecStart of a unit, in order."""
    lines = (UNITS / unit).read_text().splitlines()
    found = [line.partition("=")[2] for line in lines if line.startswith("ExecStart=")]
    here = f"{Path(sys.executable).parent}/"
    return [shlex.split(line.replace(INSTALLED, here).replace("%i", instance).replace("%H", socket.gethostname())) for line in found]
