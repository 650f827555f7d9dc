"""`python -m deploy.loopback`: the production stack on this machine until stopped, in a folder that goes with it."""

import argparse
import shutil
import signal
import sys
import tempfile
import threading
from pathlib import Path

from deploy.loopback.stack import PATIENCE, Stack, missing_programs

WELCOME = """
Pathway runs as in production at {address}, with a certificate of its own: a browser has to be told to trust it.
  Files, logs and letters: {folder}
  First administrator:     {link}
  Stop with Ctrl-C; everything is removed then{kept}.
"""


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m deploy.loopback", description=__doc__)
    asked.add_argument("--port", type=int, default=8443, help="of nginx on 127.0.0.1 (8443)")
    asked.add_argument("--folder", type=Path, help="an empty folder, which is kept; without it a temporary one")
    asked.add_argument("--curriculum", action="store_true", help="load the starter curriculum (a minute or two)")
    asked.add_argument("--doctor", action="store_true", help="look with manage.py doctor, then stop; its exit code")
    options = asked.parse_args()
    missing = missing_programs()
    if missing:
        sys.stderr.write(f"Not found: {', '.join(missing)}. Install: apt install nginx-light redis-server postgresql\n")
        return 1
    folder = options.folder or Path(tempfile.mkdtemp(prefix="pathway-stack-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with Stack(folder.resolve(), port=options.port) as stack:
            return _serve(stack, options)
    finally:
        if options.folder is None:
            shutil.rmtree(folder)


def _serve(stack: Stack, options: argparse.Namespace) -> int:
    if options.curriculum:
        stack.manage("load_curriculum")
    if options.doctor:
        stack.supervisor.wait(PATIENCE)
        found = stack.manage("doctor", "--url", stack.address)
        sys.stdout.write(found.stdout + found.stderr)
        return found.returncode
    invited = stack.manage("invite_person", "admin@north.edu", "--role", "administrator", "--show-link")
    kept = "" if options.folder is None else ", but for the folder"
    sys.stdout.write(WELCOME.format(address=stack.address, folder=stack.places.folder, link=invited.stdout.strip() or invited.stderr.strip(), kept=kept))
    sys.stdout.flush()
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    ended.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
