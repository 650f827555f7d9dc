"""Anchors of the ledger are fresh, and kept where they can prove something."""

from collections.abc import Iterator

from accreditation.api import is_anchor_late, newest_anchors
from lms.site.doctor.base import Asked, Fault


def look(asked: Asked) -> Iterator[Fault]:
    if is_anchor_late():
        yield Fault(
            "An entry of the ledger has waited more than 36 hours for its anchor.", "See whether the beat runs, and why the job “Anchoring the ledger” fails."
        )
    newest = newest_anchors()
    if newest.damaged:
        yield Fault(newest.damaged, "Replace the file by the anchor in the letter of that day, then run manage.py verify_ledger.")
    if newest.number > newest.kept:
        said = f"The newest anchor, No. {newest.number}, is not below ANCHOR_DIR; the newest there is {f'No. {newest.kept}' if newest.kept else 'none'}."
        yield Fault(said, "See whether ANCHOR_DIR is the same folder on every worker machine, mounted and writable. Keep the letters meanwhile.")
    elif newest.kept > newest.number:
        said = f"Below ANCHOR_DIR lies anchor No. {newest.kept}, and the database knows only {newest.number}: it is older than its anchors."
        yield Fault(said, "Find out whether a backup was restored. If not, rows were removed: run manage.py verify_ledger.")
