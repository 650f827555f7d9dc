"""A second reading of hours.md section 2, slow and simple: no spans, every second of a person's time is looked at on its own.

Only for histories whose times are whole seconds. It shares no code with the policy.
"""

from collections import Counter
from datetime import datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo


def second_of(event: dict[str, Any]) -> int:
    return int(datetime.fromisoformat(event["at"]).timestamp())


def is_integer_from_zero(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


class Oracle:
    """Keeps all it ever heard and asks it anew at every beat."""

    def __init__(self) -> None:
        self.opens: list[dict[str, Any]] = []
        self.accepted: list[tuple[str, int, int]] = []  # session, seq, second: opens and beats
        self.credited: dict[str, dict[int, tuple[str, str, str]]] = {}  # user: second: activity, revision, date
        self.counted: Counter[tuple[str, str, str]] = Counter()  # seconds credited by user and activity, by user and date
        self.told: dict[str, list[tuple[int, int, str | None, int, str | None]]] = {}

    def hear(self, event: dict[str, Any]) -> None:
        if event.get("kind") == "open":
            self.open(event)
        elif event.get("kind") == "beat":
            at, opened = second_of(event), self.open_of(event)
            told = self.told.setdefault(event["user"], [])
            reason = self.reason(event, opened, at)
            if reason:
                told.append((at, at, opened["activity"] if opened else None, 0, reason))
            else:
                self.claim(event, opened, at, told)

    def open(self, event: dict[str, Any]) -> None:
        right = event.get("timezone") != "Nowhere/Land" and is_integer_from_zero(event.get("seq")) and event.get("expected_minutes", 0) >= 1
        if right and event["session"] not in [o["session"] for o in self.opens]:
            self.opens.append(event)
            self.accepted.append((event["session"], event["seq"], second_of(event)))
            self.credited.setdefault(event["user"], {})
            self.told.setdefault(event["user"], [])

    def open_of(self, event: dict[str, Any]) -> dict[str, Any] | None:
        return next((o for o in self.opens if o["session"] == event["session"] and o["user"] == event["user"]), None)

    def reason(self, event: dict[str, Any], opened: dict[str, Any] | None, at: int) -> str | None:
        """Rules 1 to 6; keeps the beat as accepted when rule 4 is reached. What is left to claim is in ``self.length``."""
        if opened is None:
            return "unknown_session"
        if not is_integer_from_zero(event["seq"]) or not is_integer_from_zero(event["active_ms"]) or event["visible"] not in (True, False):
            return "malformed"
        if type(event["visible"]) is not bool:
            return "malformed"
        mine = [(seq, second) for session, seq, second in self.accepted if session == event["session"]]
        if event["seq"] in [seq for seq, _ in mine]:
            return "replayed"
        if event["seq"] < max(seq for seq, _ in mine):
            return "out_of_order"
        self.accepted.append((event["session"], event["seq"], at))
        if opened["impersonated"]:
            return "impersonated"
        if not event["visible"]:
            return "hidden"
        self.length = min(event["active_ms"] // 1000, at - mine[-1][1], 90)
        return None if self.length > 0 else "no_time"

    def claim(self, event: dict[str, Any], opened: dict[str, Any], at: int, told: list[Any]) -> None:
        """Rules 7 to 9, second by second within stretches that are alike."""
        credited = self.credited[event["user"]]
        zone, free_before = ZoneInfo(opened["timezone"]), {s for s in range(at - self.length, at) if s not in credited}

        def kind(second: int) -> str | None:
            return datetime.fromtimestamp(second, zone).strftime("%F") if second in free_before else None

        for date, stretch in groupby(range(at - self.length, at), kind):
            seconds = list(stretch)
            if date is None:
                told.append((seconds[0], seconds[-1] + 1, opened["activity"], 0, "overlap"))
            else:
                self.judge(event["user"], opened, seconds, date, told)

    def judge(self, user: str, opened: dict[str, Any], seconds: list[int], date: str, told: list[Any]) -> None:
        credited, activity = self.credited[user], opened["activity"]
        most = max(o["expected_minutes"] for o in self.opens if (o["user"], o["activity"], o["impersonated"]) == (user, activity, False)) * 90
        of_activity, of_date = self.counted[user, "activity", activity], self.counted[user, "date", date]
        verdicts = []
        for number, second in enumerate(seconds):
            verdict = "over_cap" if of_activity + number >= most else "daily_cap" if of_date + number >= 36_000 else None
            verdicts.append((second, verdict))
        for verdict, group in groupby(verdicts, lambda pair: pair[1]):
            stretch = [second for second, _ in group]
            if verdict is None:
                credited.update(dict.fromkeys(stretch, (activity, opened["revision"], date)))
                self.counted.update({(user, "activity", activity): len(stretch), (user, "date", date): len(stretch)})
            length = 0 if verdict else len(stretch) * 1000
            told.append((stretch[0], stretch[-1] + 1, activity, length, verdict))
