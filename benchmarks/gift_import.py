"""A large file of questions into a bank: 10 000 questions of GIFT, of six types.

    python -m benchmarks.gift_import [--sqlite] [--questions 10000]

Makes the file, migrates a database made for the run, imports the file once, and prints seconds, SQL, and the memory that was needed beyond what the
process had before. Must: under 20 s.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.servers import place

MUST_SECONDS = 20.0
SHAPES = (
    "::Question {n}::What does part {n} of 8 CFR 208.13 say? {{=The first #Yes. ~The second #No. ~The third ~The fourth}}",
    "::Question {n}::Rule {n} holds. {{T#No.#Yes.}}",
    "::Question {n}::Name form {n}. {{=I-589 =%50%589}}",
    "::Question {n}::How many days are {n} weeks? {{#{days}:1}}",
    "::Question {n}::What goes with what in case {n}? {{=bond -> judge =appeal -> Board =record -> clerk}}",
    "::Question {n}::Which two forms go with case {n}? {{~%50%I-589 ~%50%G-28 ~%-50%I-130 ~%-50%I-485}}",
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sqlite", action="store_true", help="SQLite below a temporary folder, although PostgreSQL answers")
    parser.add_argument("--questions", type=int, default=10_000)
    options = parser.parse_args()
    with place() as environment:
        if options.sqlite:
            environment["DATABASE_URL"] = f"sqlite:///{environment['DATA_DIR']}/gift.sqlite3"
        os.environ.update(environment | {"DJANGO_SETTINGS_MODULE": "lms.settings.test"})
        file = Path(environment["DATA_DIR"]) / "bench.gift"
        file.write_text("\n\n".join(SHAPES[n % len(SHAPES)].format(n=n, days=7 * n) for n in range(options.questions)), encoding="utf-8")
        subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], check=True)
        report = _measure(file)
    print(json.dumps(report, indent=1))
    return int(report["seconds"] > MUST_SECONDS or report["created"] != options.questions)


def _measure(file: Path) -> dict[str, Any]:
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from assessments.actions.import_questions import import_questions

    before, begun = _peak(), time.perf_counter()
    with file.open("rb") as source, CaptureQueriesContext(connection) as asked:
        found = import_questions(bank="bench", format_key="gift", source=source, by=None)
    seconds = time.perf_counter() - begun
    return {
        "database": connection.vendor, "created": found.created, "refused": len(found.refused), "partial": len(found.partial),
        "seconds": round(seconds, 2), "must_seconds": MUST_SECONDS, "megabytes": round(_peak() - before), "sql": len(asked),
    }  # fmt: skip


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
