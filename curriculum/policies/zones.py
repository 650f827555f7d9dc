"""Time zones of the ``tzdata`` package alone.

Constraint: the same events give the same answer on every machine, and evidence names the version of that package. The
machine's own zone files may be older, and hold names that are not IANA's (``localtime``, ``right/America/New_York``).
"""

from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo


@cache
def zone_names() -> frozenset[str]:
    """Every IANA name there is, links such as ``US/Eastern`` too."""
    return frozenset(files("tzdata").joinpath("zones").read_text(encoding="utf-8").split())


def is_time_zone(value: Any) -> bool:
    """True for an IANA name such as ``America/New_York``, written exactly so."""
    return isinstance(value, str) and value in zone_names()


@cache
def zone(name: str) -> ZoneInfo:
    """The zone called ``name``; raises ``KeyError`` for a name that ``is_time_zone`` refuses."""
    if not is_time_zone(name):
        raise KeyError(name)
    with files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)
