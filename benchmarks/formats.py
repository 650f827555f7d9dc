"""Reads every file of a folder as questions, without a database: ``python -m benchmarks.formats FOLDER [--format KEY] [--reasons]``.

For corpora outside the repository. A line for each format: files, questions imported whole, in part (something named as lost), refused with a
reason, files refused as a whole, and crashes, of which there must be none. With ``--reasons``, each refusal and crash too.
"""

import argparse
import sys
import time
import traceback
from collections import Counter, defaultdict
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from lms.core.errors import Invalid


def main() -> int:
    """1 when anything crashed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--format", default="")
    parser.add_argument("--reasons", action="store_true")
    options = parser.parse_args()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    began = time.perf_counter()
    for path in sorted(path for path in options.folder.rglob("*") if path.is_file()):
        for key, what, sentence in read(path, options.format):
            counts[key][what] += 1
            if sentence and options.reasons:
                sys.stdout.write(f"{key}  {path}  {what}: {sentence}\n")
    for key, found in sorted(counts.items()):
        sys.stdout.write(f"{key:12} " + "  ".join(f"{what} {number}" for what, number in sorted(found.items())) + "\n")
    sys.stdout.write(f"{time.perf_counter() - began:.1f} s\n")
    return int(any(found["crashed"] for found in counts.values()))


def read(path: Path, key: str):
    """(format, what, sentence) for the file and for each of its questions."""
    from assessments.formats.base import Refused
    from assessments.formats.registry import guessed_format, question_formats

    with path.open("rb") as source:
        chosen = question_formats.get(key) if key else guessed_format(path.name, source.read(65_536))
        source.seek(0)
        if chosen is None:
            yield "none", "no format", ""
            return
        yield chosen.key, "files", ""
        try:
            for one in chosen.read(source):
                if isinstance(one, Refused):
                    yield chosen.key, "refused", f"{one.id}: {one.reason}"
                else:
                    yield chosen.key, "partial" if one.lost else "imported", ""
        except Invalid as wrong:
            yield chosen.key, "refused whole", wrong.sentences[0]
        except Exception:  # noqa: BLE001  counting crashes is what this is for
            yield chosen.key, "crashed", traceback.format_exc(limit=-2)


if __name__ == "__main__":
    import django

    try:
        django.setup()
    except ImproperlyConfigured as wrong:
        sys.exit(str(wrong))
    sys.exit(main())
