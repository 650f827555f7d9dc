"""What is loaded at the start of a process is no work for the garbage collector afterwards."""

import subprocess
import sys

SHOWN = """
import gc
held = [[number] for number in range(50_000)]
from lms.core.loaded import keep_loaded
keep_loaded()
print(gc.get_freeze_count() > 50_000, len(gc.get_objects()) < 1_000)
"""


def test_later_collections_leave_it_out() -> None:
    shown = subprocess.run([sys.executable, "-c", SHOWN], check=True, capture_output=True, text=True).stdout

    assert shown.split() == ["True", "True"]
