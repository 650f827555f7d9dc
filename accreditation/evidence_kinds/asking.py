"""Checking what was typed beside a file against what its kind asks."""

from datetime import date
from typing import Any

from accreditation.evidence_kinds.base import Asked, EvidenceKind
from lms.core.errors import Invalid

LONGEST = 200


def facts_of(kind: EvidenceKind, typed: dict[str, Any], *, today: date) -> dict[str, Any]:
    """What is kept of ``typed``: text in one line, days as ISO text, known choices, and the further kinds in ``also``.

    Raises ``Invalid`` with a sentence for each fault. What the kind does not ask is left out.
    """
    faults: list[str] = []
    facts = {}
    for asked in kind.asks:
        value, fault = _one(asked, typed.get(asked.key), today)
        if fault:
            faults.append(f"{asked.label.rstrip('.')}: {fault}")
        elif value not in ("", [], None, False):
            facts[asked.key] = value
    if faults:
        raise Invalid(*faults, code="evidence_facts")
    also = [key for key in kind.serves if key in (typed.get("also") or [])]
    return {**facts, **({"also": also} if also else {})}


def _one(asked: Asked, value: Any, today: date) -> tuple[Any, str]:
    if value in (None, "", [], False) or (isinstance(value, str) and not value.strip()):
        return None, _missing(asked) if asked.required else ""
    if asked.form in ("past", "day"):
        return _day(asked, value, today)
    if asked.form == "choice":
        return (value, "") if value in dict(asked.choices) else (None, "choose one of the answers.")
    if asked.form == "choices":
        known = [key for key, _ in asked.choices if key in value]
        return (known, "") if known else (None, _missing(asked))
    if asked.form == "tick":
        return True, ""
    text = " ".join(str(value).split())
    return (text, "") if len(text) <= LONGEST and text.isprintable() else (None, f"write at most {LONGEST} characters, in one line.")


def _missing(asked: Asked) -> str:
    return {"tick": "this has to be true before it can be handed in.", "choices": "choose at least one."}.get(asked.form, "this is needed.")


def _day(asked: Asked, value: Any, today: date) -> tuple[str | None, str]:
    if not isinstance(value, date) or value.year < 1990:
        return None, "give a day, such as 2026-09-14."
    if asked.form == "past" and value > today:
        return None, "this day has not come yet."
    return value.isoformat(), ""
