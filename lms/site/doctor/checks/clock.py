"""The clock is right: deadlines, credited time and signatures rest on it."""

import ctypes
from collections.abc import Iterator
from datetime import datetime

from django.db import connection

from lms.core.clock import now
from lms.site.doctor.base import Asked, Fault

FARTHEST = 2.0  # seconds
SYNCHRONIZE = "Let the machine keep time from the network: apt install systemd-timesyncd, then timedatectl set-ntp true."
UNSYNCHRONIZED = 0x0040  # STA_UNSYNC of linux/timex.h


class _Timex(ctypes.Structure):
    """The beginning of the kernel's structure (adjtimex(2)), and room for the rest."""

    _fields_ = [
        ("modes", ctypes.c_uint),
        *((name, ctypes.c_long) for name in ("offset", "freq", "maxerror", "esterror")),
        ("status", ctypes.c_int),
        ("rest", ctypes.c_byte * 256),
    ]


def look(asked: Asked) -> Iterator[Fault]:
    yield from unkept(kernel_status())
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            yield from apart(cursor.fetchone()[0], now())


def unkept(status: int | None) -> Iterator[Fault]:
    """``status`` as the kernel gives it; ``None`` where it does not say."""
    if status is not None and status & UNSYNCHRONIZED:
        yield Fault("Nothing keeps this machine’s clock right.", SYNCHRONIZE)


def apart(database: datetime, ours: datetime) -> Iterator[Fault]:
    difference = (ours - database).total_seconds()
    if abs(difference) > FARTHEST:
        yield Fault(f"This machine’s clock is {abs(difference):.0f} seconds {'ahead of' if difference > 0 else 'behind'} the database’s.", SYNCHRONIZE)


def kernel_status() -> int | None:
    """What Linux says about its clock, without changing it."""
    asked = _Timex(modes=0)
    try:
        said = ctypes.CDLL(None).adjtimex(ctypes.byref(asked))
    except (OSError, AttributeError):
        return None
    return None if said < 0 else int(asked.status)
