"""Random histories: a few people, tabs and activities, close together in time, near caps and near midnight."""

from random import Random
from typing import Any

from hypothesis import strategies as st

from tests.curriculum.policies.study import a_beat, an_open

# shortly before midnight in New York; in Apia, where the 30th did not exist; and in the middle of the day
STARTS = ["2026-09-15T03:58:00.000Z", "2011-12-30T09:58:00.000Z", "2026-09-14T14:00:00.000Z"]
ZONES = ["America/New_York", "Pacific/Apia", "UTC", "Asia/Tokyo"]
ODD_NUMBERS = [-1, True, None, "1", 30000.0]


def history(seed: int, length: int) -> list[dict[str, Any]]:
    """Events in order of acceptance; every time is a whole second. One in three begins after nearly ten hours of study.

    A shorter history of the same seed is a prefix of a longer one, so a failure shrinks to its first wrong event.
    """
    random = Random(seed)
    start, zone = random.choice(STARTS), random.choice(ZONES)
    events = long_study(start, zone, random.randrange(240)) if random.random() < 0.33 else []
    second = 0
    for number in range(length):
        second += random.choice([0, 0, 1, 7, 20, 30, 30, 45, 90, 200])
        make = an_odd_open if number < 3 or random.random() < 0.15 else an_odd_beat
        events.append(make(random, start, second, number, zone))
    return events


def long_study(start: str, zone: str, short_of_ten_hours: int) -> list[dict[str, Any]]:
    seconds = 36_000 - short_of_ten_hours
    ends = [min(n * 90, seconds) - seconds for n in range(1, -(-seconds // 90) + 1)]
    beats = [a_beat(n, end, start=start, session="long", active_ms=90_000) for n, end in enumerate(ends, start=1)]
    return [an_open(-seconds, start=start, session="long", activity="long", expected_minutes=600, timezone=zone), *beats]


def an_odd_open(random: Random, start: str, second: int, number: int, zone: str) -> dict[str, Any]:
    return {
        **an_open(second, start=start),
        "user": random.choice(["u1", "u1", "u1", "u2"]),
        "session": random.choice(["s1", "s2", "s3", "s4"]),
        "activity": random.choice(["a1", "a2"]),
        "revision": random.choice(["r1", "r2"]),
        "seq": random.choice([0, 0, 0, 0, 0, 3, random.choice(ODD_NUMBERS)]),
        "expected_minutes": random.choice([1, 1, 2, 30, 0]),
        "impersonated": random.random() < 0.15,
        "timezone": random.choice([zone, zone, zone, zone, *ZONES, "Nowhere/Land"]),
    }


def an_odd_beat(random: Random, start: str, second: int, number: int, zone: str) -> dict[str, Any]:
    return {
        **a_beat(0, second, start=start),
        "user": random.choice(["u1"] * 5 + ["u2"]),
        "session": random.choice(["s1", "s1", "s2", "s3", "s4", "long"]),
        "seq": random.choice([number + 1000] * 7 + [random.randrange(1000, 1030), random.randrange(10), random.choice(ODD_NUMBERS)]),
        "active_ms": random.choice([0, 1000, 20_000, 30_000, 30_000, 60_000, 90_000, 90_000, 100_000, random.choice(ODD_NUMBERS)]),
        "visible": random.choice([True] * 9 + [False, None, "true"]),
    }


def crowded(seed: int, length: int) -> list[dict[str, Any]]:
    """Six tabs of one person in each other's way: short claims, seldom seen caps, and spans that lie close together."""
    random = Random(seed)
    start, second = random.choice(STARTS), 0
    tabs = [f"t{number}" for number in range(6)]
    minutes, zone = random.choice([1, 2, 5]), random.choice(ZONES)
    events = [an_open(start=start, session=tab, activity=random.choice(["a1", "a2"]), expected_minutes=minutes, timezone=zone) for tab in tabs]
    for number in range(length):
        second += random.choice([0, 1, 3, 8, 15, 40])
        claim = random.choice([1, 2, 5, 10, 20, 60, 90]) * 1000
        events.append(a_beat(number + 1, second, start=start, session=random.choice(tabs), active_ms=claim))
    return events


def histories() -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.builds(history, st.integers(0, 2**32), st.integers(1, 60)) | st.builds(crowded, st.integers(0, 2**32), st.integers(1, 60))
