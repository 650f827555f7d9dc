"""Making the checks one after the other."""

from collections.abc import Collection, Iterator

from lms.site.doctor.base import Asked, Check, Fault, NotAsked, Result
from lms.site.doctor.register import checks

UNFORESEEN = "If the sentence does not tell you enough, run the command again on the machine that shows the fault, and read the log of its services."


def examine(asked: Asked, *, without: Collection[str] = ()) -> Iterator[Result]:
    """Every check in its order, as soon as it is made. ``without``: keys of checks to leave out."""
    wrong: set[str] = set()
    for check in checks:
        result = _result(check, asked, wrong, without)
        if result.state == "wrong":
            wrong.add(check.key)
        yield result


def _result(check: Check, asked: Asked, wrong: set[str], without: Collection[str]) -> Result:
    needed = next((key for key in check.needs if key in wrong), None)
    if check.key in without or needed:
        return Result(check.key, check.title, "not_asked", why=f"Mend “{needed}” first." if needed else "Left out, as you asked.")
    try:
        faults = list(check.look(asked))
    except NotAsked as reason:
        return Result(check.key, check.title, "not_asked", why=str(reason))
    except Exception as error:  # noqa: BLE001  whatever stops a look is what the operator has to know
        faults = [Fault(f"This could not be looked at: {type(error).__name__}: {error}", UNFORESEEN)]
    return Result(check.key, check.title, "wrong" if faults else "ok", faults)
