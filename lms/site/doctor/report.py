"""What `doctor` prints. Needs no settings, so that it can also say that settings are missing."""

import json
from collections.abc import Iterator, Sequence

from lms.site.doctor.base import Fault, Result

MARKS = {"ok": "ok   ", "wrong": "WRONG", "not_asked": "–    "}


def as_lines(result: Result) -> Iterator[str]:
    """One check for people."""
    yield f"{MARKS[result.state]}  {result.title}" + (f": {result.why}" if result.why else "")
    for fault in result.faults:
        yield f"       {fault.wrong}"
        yield f"       → {fault.mend}"


def conclusion(results: Sequence[Result]) -> str:
    wrong = [result for result in results if result.state == "wrong"]
    if not wrong:
        return "Nothing is wrong with what was looked at."
    return f"{len(wrong)} of {len(results)} checks found something wrong: {', '.join(result.check for result in wrong)}."


def in_json(results: Sequence[Result]) -> str:
    """All of it for programs."""
    return json.dumps({"ok": all(result.state != "wrong" for result in results), "checks": [result.as_json() for result in results]}, ensure_ascii=False)


def of_missing_settings(said: str, *, as_json: bool) -> str:
    """What `doctor` says where the program cannot even start for want of settings; ``said`` is a line for each."""
    faults = [Fault(line, "Put it into the environment of every service (deploy/pathway.env.example, docs/settings.md).") for line in said.splitlines()]
    result = Result("settings", "Settings", "wrong", faults)
    return in_json([result]) if as_json else "\n".join([*as_lines(result), conclusion([result])])
