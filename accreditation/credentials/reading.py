"""JSON of strangers, read strictly: one meaning or none.

Two readers of the same bytes must not see two documents: a member named twice, a number written in two ways, half of a
surrogate pair, text that is no UTF-8 are refused instead of repaired. Our credentials hold no numbers at all.
"""

import json
from typing import Any, NoReturn

MOST_BYTES = 1_000_000
DEEPEST = 40


class Unclear(ValueError):
    """These bytes are not JSON, or JSON with more than one reading."""


def read_strictly(data: bytes) -> dict[str, Any]:
    """The object that ``data`` writes; raises ``Unclear``."""
    if len(data) > MOST_BYTES:
        raise Unclear("This is too large for a certificate.")
    try:
        found = json.loads(data.decode("utf-8"), object_pairs_hook=_once, parse_float=_no_number, parse_int=_no_number, parse_constant=_no_number)
        json.dumps(found, ensure_ascii=False).encode()  # a lone surrogate has no UTF-8
    except (ValueError, RecursionError) as error:
        raise Unclear("This is not JSON that can be read in one way only.") from error
    if not isinstance(found, dict) or _depth(found) > DEEPEST:
        raise Unclear("This is not an object of usual shape.")
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Unclear("A member stands there twice.")
    return found


def _no_number(text: str) -> NoReturn:
    raise Unclear("No certificate holds a number; figures are text.")


def _depth(value: Any) -> int:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max((_depth(item) for item in inside), default=0)
